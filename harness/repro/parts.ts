/** Where something stands in a JSON value: the keys and indices that lead there. */
export type Path = readonly (string | number)[]

/** Paths of all arrays in a JSON value, the longest array first. */
export function arraysIn(value: unknown): Path[] {
  const found: { path: Path; length: number }[] = []
  const visit = (part: unknown, path: Path): void => {
    if (typeof part !== 'object' || part === null) return
    if (Array.isArray(part)) found.push({ path, length: part.length })
    for (const [key, inner] of Object.entries(part))
      visit(inner, [...path, Array.isArray(part) ? Number(key) : key])
  }
  visit(value, [])
  return found.sort((a, b) => b.length - a.length).map(({ path }) => path)
}

/** The array at `path`; `undefined` where none is. */
export function arrayAt(value: unknown, path: Path): unknown[] | undefined {
  let part = value
  for (const key of path) {
    if (typeof part !== 'object' || part === null) return undefined
    part = (part as Record<string | number, unknown>)[key]
  }
  return Array.isArray(part) ? part : undefined
}

/** A copy of a JSON value without `count` elements of the array at `path`, from `at` on. */
export function without(value: unknown, path: Path, at: number, count: number): unknown {
  const copy = structuredClone(value)
  arrayAt(copy, path)?.splice(at, count)
  return copy
}

/**
 * Copies of a JSON value in which two elements of the array at `path` that differ in one number only are one, with the
 * sum of both: in place of the one, or of the other.
 */
export function* united(value: unknown, path: Path): Generator<unknown> {
  const elements = arrayAt(value, path) ?? []
  for (const [first, one] of elements.entries())
    for (const [offset, other] of elements.slice(first + 1).entries()) {
      const sum = sumOf(one, other)
      if (sum === undefined) continue
      for (const [kept, gone] of [
        [first + 1 + offset, first],
        [first, first + 1 + offset],
      ] as const) {
        const copy = structuredClone(value)
        const list = arrayAt(copy, path) as unknown[]
        list[kept] = sum
        list.splice(gone, 1)
        yield copy
      }
    }
}

function sumOf(one: unknown, other: unknown): unknown {
  if (!isRecord(one) || !isRecord(other)) return undefined
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length) return undefined
  const different = keys.filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]))
  const numbers = keys.filter((key) => typeof one[key] === 'number' && typeof other[key] === 'number')
  // Where all is the same, the last number is taken for how much there is of it.
  const key = different[0] ?? numbers.at(-1)
  if (different.length > 1 || key === undefined || !numbers.includes(key)) return undefined
  return { ...one, [key]: (one[key] as number) + (other[key] as number) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How long the lists of an example are, for reading: `6 commands`. */
export function sizeInWords(example: unknown): string {
  const lists = Object.entries(example ?? {}).filter(([, value]) => Array.isArray(value))
  return lists.length === 0
    ? 'one example'
    : lists
        .map(([name, { length }]) => `${length} ${length === 1 ? name.replace(/s$/u, '') : name}`)
        .join(', ')
}
