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
}

/** A thing that can be asked of a subject. Targets are written as in `<see-other-host/>`: host, or host and port. */
export type Verb = keyof Orders

/** How a subject carries out orders. What it can't is absent. */
export type Admin = { readonly [V in Verb]?: (order: Orders[V]) => Promise<void> }

/** All verbs; scenarios that need one of the second kind disturb everybody on the subject. */
export const VERBS = {
  ofOneSession: ['redirect', 'transfer', 'kill-session'],
  ofAll: ['drain', 'undrain'],
} as const satisfies Record<string, readonly Verb[]>
