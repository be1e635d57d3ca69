import type { Element } from 'ltx'

/** The opening tag of a stream (RFC 6120 section 4.2). */
export interface StreamHeader {
  /** Local name of the root element; `stream` if the peer is right. */
  name: string
  /** Its prefix, or `''`. */
  prefix: string
  /** Namespace of the root element. */
  namespace: string
  /** The default namespace declared for the stream's content, or `''`. */
  content: string
  /** All attributes under their qualified names, namespace declarations included. */
  attrs: Readonly<Record<string, string>>
}

/** The stream errors an input can deserve before anybody looks at its meaning. */
export type StreamInputCondition =
  | 'bad-format'
  | 'bad-namespace-prefix'
  | 'not-well-formed'
  | 'policy-violation'
  | 'restricted-xml'
  | 'unsupported-encoding'

/** Input that ends a stream; `condition` is the stream error to send (RFC 6120 section 4.9.3). */
export class StreamInputError extends Error {
  override readonly name = 'StreamInputError'
  constructor(
    readonly condition: StreamInputCondition,
    message: string,
  ) {
    super(message)
  }
}

/** What a reader reports, in the order of the input. */
export interface StreamEvents {
  /** The opening tag is complete. */
  header(header: StreamHeader): void
  /** A first-level element is complete; it has no parent and declares every namespace it inherits. */
  element(element: Element): void
  /** The closing tag arrived; nothing is read after it. */
  closed(): void
  /** The input is unusable; nothing is read after it. */
  failed(error: StreamInputError): void
}

/** Limits of a reader. */
export interface StreamLimits {
  /** Largest header or first-level element, in bytes (RFC 6120 section 13.12 asks for 10000 at least). */
  bytes: number
  /** Deepest nesting of elements, the stream's root included. */
  depth: number
  /** Most attributes of one element, namespace declarations included. */
  attributes: number
}

/** Limits of a reader that is given none. */
export const DEFAULT_STREAM_LIMITS: StreamLimits = { bytes: 262_144, depth: 128, attributes: 256 }

/**
 * The condition for a complaint of saxes. A prefix that isn't declared is not namespace-well-formed (RFC 6120
 * section 4.9.3.13, example); `bad-namespace-prefix` is about prefixes XMPP doesn't allow.
 */
export function conditionOf(complaint: string): StreamInputCondition {
  return /undefined entity|doctype|instructions are not allowed/u.test(complaint)
    ? 'restricted-xml'
    : 'not-well-formed'
}
