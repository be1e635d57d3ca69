"""Drives profanity in a terminal of its own, and prints what it receives, until SIGTERM.

usage: profanity-client.py <jid> <password> <host> <port> <friend>...
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

jid, password, host, port, *friends = sys.argv[1:]
home = "/tmp/profanity"
settings = f"{home}/.local/share/profanity"
log = f"{settings}/logs/profanity.log"
os.makedirs(settings)
with open(f"{settings}/accounts", "w") as accounts:
    # The terminal can't be asked whether to trust a certificate that no authority of the system has signed.
    accounts.write(
        f"[{jid}]\nenabled=true\njid={jid}\nserver={host}\nport={port}\n"
        f"resource=profanity\npassword={password}\ntls.policy=trust\n"
    )
child, terminal = pty.fork()
if child == 0:
    os.environ.update(HOME=home, TERM="xterm", LANG="C.UTF-8")
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 160, 0, 0))
    os.execvp("profanity", ["profanity", "-l", "DEBUG", "-a", jid])

over = []
signal.signal(signal.SIGTERM, lambda *_: over.append(True))
commands = []
online = False
greeted = set()
read = 0


def handle(line):
    global online
    if "RECV: <presence" in line:
        sender = re.search(r'from="([^"]*)"', line)
        kind = re.search(r' type="([^"]*)"', line)
        if sender is None:
            return
        print("presence", sender[1], kind[1] if kind else "available", flush=True)
        friend = sender[1].split("/")[0]
        if kind is None and friend in friends and friend not in greeted:
            greeted.add(friend)
            commands.append(f"/msg {friend} hello")
    elif "RECV: <message" in line and "<body>" in line:
        print("message", re.search(r'from="([^"]*)"', line)[1], re.search(r"<body>(.*?)</body>", line)[1], flush=True)
    elif "logged in successfully" in line and not online:
        online = True
        print("online", jid, flush=True)
        for friend in friends:
            commands.extend([f"/sub request {friend}", f"/sub allow {friend}"])


while True:
    ready, _, _ = select.select([terminal], [], [], 0.1)
    if ready:
        try:
            os.read(terminal, 65536)
        except OSError:
            break
    if os.path.exists(log):
        with open(log, errors="replace") as lines:
            lines.seek(read)
            while (line := lines.readline()).endswith("\n"):
                read = lines.tell()
                handle(line)
    if commands:
        os.write(terminal, commands.pop(0).encode() + b"\r")
        time.sleep(0.2)
    elif over:
        over.clear()
        os.write(terminal, b"/quit\r")
