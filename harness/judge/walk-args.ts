/** What the judge `walk` is asked about the connections that the subject made, one after the other. */
export interface WalkArgs {
  asks: WalkAsk
  /** Nodes by name, which the rule is about. */
  nodes: string[]
  /** Id of the connection that the walk begins with. Default: the first one. */
  since?: string
  /**
   * The node of an ordinary redirect in the same scenario: who was never there follows no redirects, which is
   * permitted (AMB-14), and the rule is inapplicable.
   */
  plain?: string
  /** For `hops` and `bounded`: the least and the most redirects of a chain that are to be followed. */
  hops?: [least: number, most: number]
  /** For `bounded`: a chain that is followed as often as this has no end. */
  endless?: number
  /** For `to`: what headers have to say; without it, the same as the first. */
  to?: string
  /** For `copes`: how long the subject has to do something, in ms. */
  within?: number
}

export type WalkAsk =
  /** It went to these nodes and to no others, in this order. */
  | 'order'
  /** It went to these nodes first, in this order, whatever came of it and came later. */
  | 'begins'
  /** The same as `order`, and it has a session at the last. */
  | 'arrives'
  /** It went to none of these nodes. */
  | 'avoids'
  /** All initial headers have the right `to` (RFC 6120 4.9.3.19, 4.7.2). */
  | 'to'
  /** Chains, which begin at the node where the walk began, are followed as far as `hops` says. */
  | 'hops'
  /** Chains are given up somewhere; another number than `hops` says is lax. */
  | 'bounded'
  /** No SASL outside TLS; the walk has to come to one of `nodes`, if there are any. */
  | 'tls'
  /** Nothing but the initial header and STARTTLS at these nodes, whose identity can't be verified. */
  | 'stop'
  /** What got a stream error is closed in order (RFC 6120 4.9.1.1). */
  | 'closes'
  /** What was redirected is closed in order, and carries no stanza behind the redirect. */
  | 'ends'
  /** After the last stream error it connects again, but not to `nodes`; or it says something, or is over. */
  | 'copes'
  /** Whether it went to the nodes is recorded. */
  | 'follows'
