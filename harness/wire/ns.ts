/** XML namespaces, under the names the specifications use for them. */
export const NS = {
  stream: 'http://etherx.jabber.org/streams',
  client: 'jabber:client',
  streamErrors: 'urn:ietf:params:xml:ns:xmpp-streams',
  stanzaErrors: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  tls: 'urn:ietf:params:xml:ns:xmpp-tls',
  sasl: 'urn:ietf:params:xml:ns:xmpp-sasl',
  bind: 'urn:ietf:params:xml:ns:xmpp-bind',
  session: 'urn:ietf:params:xml:ns:xmpp-session',
  roster: 'jabber:iq:roster',
  register: 'jabber:iq:register',
  registerFeature: 'http://jabber.org/features/iq-register',
  /** Connection transfer (XEP-0051). */
  cxfr: 'urn:xmpp:cxfr',
  discoInfo: 'http://jabber.org/protocol/disco#info',
  discoItems: 'http://jabber.org/protocol/disco#items',
  ping: 'urn:xmpp:ping',
  sm: 'urn:xmpp:sm:3',
  component: 'jabber:component:accept',
  rosterVersions: 'urn:xmpp:features:rosterver',
  preApproval: 'urn:xmpp:features:pre-approval',
  carbons: 'urn:xmpp:carbons:2',
  forward: 'urn:xmpp:forward:0',
  receipts: 'urn:xmpp:receipts',
  chatStates: 'http://jabber.org/protocol/chatstates',
  chatMarkers: 'urn:xmpp:chat-markers:0',
  directInvitation: 'jabber:x:conference',
  mucUser: 'http://jabber.org/protocol/muc#user',
  version: 'jabber:iq:version',
  time: 'urn:xmpp:time',
  delay: 'urn:xmpp:delay',
  hints: 'urn:xmpp:hints',
  /** Entity capabilities (XEP-0115). */
  caps: 'http://jabber.org/protocol/caps',
  /** Message carbons (XEP-0280). */
  carbons: 'urn:xmpp:carbons:2',
  /** Stanza forwarding (XEP-0297). */
  forward: 'urn:xmpp:forward:0',
  /** Our profile of DIX: the protoXEP's own Echo payload is not recoverable (docs/dix.md). */
  dix: 'urn:xmpp-assay:dix:0',
  /** Markers of the harness inside presence and message stanzas. */
  assay: 'urn:xmpp-assay:mark:0',
} as const
