const MOST = 20_000
const strings = new Map<string, string>()

/** One string for all that are equal, so that a long history holds each name and address once. */
export function shared(text: string): string {
  const known = strings.get(text)
  if (known !== undefined) return known
  if (strings.size < MOST) strings.set(text, text)
  return text
}

/** Attributes whose values come again and again. */
const REPEATED = new Set(['from', 'to', 'type'])

/** The value of the attribute `name`, shared where the same is likely to come again. */
export const sharedValue = (name: string, value: string): string =>
  REPEATED.has(name) ? shared(value) : value
