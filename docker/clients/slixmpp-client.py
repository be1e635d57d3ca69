"""A slixmpp client that befriends others, greets them, and prints what it receives, until SIGTERM.

usage: slixmpp-client.py <jid> <password> <host> <port> <file of the certificate authority> <friend>...
"""

import signal
import sys

import slixmpp

jid, password, host, port, authority, *friends = sys.argv[1:]
xmpp = slixmpp.ClientXMPP(jid, password)
xmpp.ca_certs = authority
greeted = set()


async def start(_):
    print("online", xmpp.boundjid.full, xmpp.transport.get_extra_info("cipher")[1], flush=True)
    await xmpp.get_roster()
    xmpp.send_presence()
    for friend in friends:
        xmpp.send_presence_subscription(pto=friend)


def presence(stanza):
    print("presence", stanza["from"], stanza["type"], flush=True)
    if stanza["from"].bare in friends and stanza["type"] == "available" and stanza["from"].bare not in greeted:
        greeted.add(stanza["from"].bare)
        xmpp.send_message(mto=stanza["from"].bare, mbody="hello", mtype="chat")


def message(stanza):
    print("message", stanza["from"], stanza["body"], flush=True)


xmpp.add_event_handler("session_start", start)
xmpp.add_event_handler("presence", presence)
xmpp.add_event_handler("message", message)
xmpp.connect((host, int(port)), force_starttls=True)
xmpp.loop.add_signal_handler(signal.SIGTERM, xmpp.disconnect)
xmpp.process(forever=False)
