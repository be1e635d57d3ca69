/** Which elements are meant. Every part that is given must hold. Plain data, so that it can be journalled. */
export interface Pattern {
  name?: string
  ns?: string
  /** Attribute values; `null` means absent, a list any of its members. */
  attrs?: Record<string, string | null | (string | null)[]>
  /** Attributes that must be there and whose whole value matches these regular expressions. */
  like?: Record<string, string>
  /** The bare JID of `from`, whatever the resource. */
  fromBare?: string
  /** Defined condition of the stanza or stream error inside. */
  condition?: string
  /** The harness's mark in the payload. */
  mark?: string
  /** A child that must be there. */
  has?: ChildPattern
  /** A child that must not be there. */
  lacks?: { name: string; ns?: string }
  /** It has neither children nor text. */
  empty?: true
}

/** Whether `value` is there and all of it matches the regular expression `source`. */
export const isLike = (value: string | undefined, source: string): boolean =>
  value !== undefined && new RegExp(`^(?:${source})$`, 'u').test(value)

/** Which child elements are meant. */
export interface ChildPattern {
  name: string
  ns?: string
  attrs?: Record<string, string>
  text?: string
  /** Its text, apart from white space around it. */
  trimmed?: string
  /** It has neither children nor text. */
  empty?: true
  /** Children of its own that must be there, each. */
  has?: ChildPattern[]
}
