/** What can be asked of a subject from outside XMPP: verbs with what each needs to know. */
export interface Orders {
  /** Send the session with this full JID to `target` by `<see-other-host/>` (RFC 6120 4.9.3.19). */
  redirect: { jid: string; target: string }
  /** Ask the session with this full JID to connect to `domain` at `target` (XEP-0051). */
  transfer: { jid: string; domain: string; target: string }
  /** Send all sessions to `target`, and from now on every new one. */
  drain: { target: string }
  /** Serve sessions again. */
  undrain: Record<string, never>
  /** End the session with this full JID, as an administrator would. */
  'kill-session': { jid: string }
  /** Every packet between the subject and the client at this port is lost from now on, either way. */
  'black-hole': { port: number }
  /** Packets pass again. */
  'end-black-hole': { port: number }
  /** The process of a node dies: its streams break off, and it tells nobody. */
  'kill-node': { node: NodeNumber }
  /** The process of a node is told to end, and ends in order. */
  'stop-node': { node: NodeNumber }
  /** A node that was killed or stopped serves clients again, with what it had stored, as one of its cluster if it has one. */
  'start-node': { node: NodeNumber }
  /** All processes of a node stand still, as by SIGSTOP; its kernel goes on. */
  'pause-node': { node: NodeNumber }
  /** The processes of a node that was paused go on. */
  'continue-node': { node: NodeNumber }
  /** Cut two nodes off from each other, until each has taken the other for gone; clients reach both as before. */
  partition: { between: [NodeNumber, NodeNumber] }
  /** Let all nodes reach each other again. What they make of it is theirs. */
  heal: Record<string, never>
  /** Like `drain`, of one node. */
  'drain-node': { node: NodeNumber; target: string }
  /** Serve sessions at the node again. */
  'undrain-node': { node: NodeNumber }
}

/** A node of the subject, from 1; one server is a node by itself. */
export type NodeNumber = number

/** A thing that can be asked of a subject. Targets are written as in `<see-other-host/>`: host, or host and port. */
export type Verb = keyof Orders

/** How a subject carries out orders. What it can't is absent. */
export type Admin = { readonly [V in Verb]?: (order: Orders[V]) => Promise<void> }

/** All verbs; scenarios that need one of the second or third kind disturb everybody on the subject. */
export const VERBS = {
  ofOneSession: ['redirect', 'transfer', 'kill-session', 'black-hole', 'end-black-hole'],
  ofAll: ['drain', 'undrain'],
  ofNodes: [
    'kill-node',
    'stop-node',
    'start-node',
    'pause-node',
    'continue-node',
    'partition',
    'heal',
    'drain-node',
    'undrain-node',
  ],
} as const satisfies Record<string, readonly Verb[]>
