import type { Arbitrary } from 'fast-check'
import { arrayAt, arraysIn, type Path, united, without } from './parts.js'

/** How smaller examples are looked for. */
export interface Search {
  /** The scenario's arbitrary: what it would not draw is not tried, as far as it can tell. */
  examples: Arbitrary<unknown>
  /** Plays an example; whether it fails as wanted. */
  fails(example: unknown): Promise<boolean>
  /** Whether time is up. */
  isOver(): boolean
  /** Told of each example that fails, every one smaller than those before. */
  found?(example: unknown): void
}

/**
 * The smallest example found that fails like `example`, which does: takes elements out of its lists (Zeller's ddmin),
 * unites those that differ in a number only, and makes values smaller by fast-check's own shrinking where it takes values that it did not draw. Knows nothing of
 * what the example means.
 */
export async function minimize(example: unknown, search: Search): Promise<unknown> {
  const tried = new Map<string, boolean>()
  const isKnown = search.examples.canShrinkWithoutContext(example)
  const attempt = async (candidate: unknown): Promise<boolean> => {
    const key = JSON.stringify(candidate)
    const before = tried.get(key)
    if (before !== undefined) return before
    if (search.isOver() || (isKnown && !search.examples.canShrinkWithoutContext(candidate))) return false
    const fails = await search.fails(candidate)
    tried.set(key, fails)
    if (fails) search.found?.(candidate)
    return fails
  }
  tried.set(JSON.stringify(example), true)
  let smallest = example
  for (;;) {
    const before = JSON.stringify(smallest)
    for (const path of arraysIn(smallest)) smallest = await shortened(smallest, path, attempt)
    for (const path of arraysIn(smallest)) smallest = await condensed(smallest, path, attempt)
    if (isKnown) smallest = await simplified(smallest, search.examples, attempt)
    if (JSON.stringify(smallest) === before || search.isOver()) return smallest
  }
}

type Attempt = (candidate: unknown) => Promise<boolean>

/** Takes ever smaller stretches out of the list at `path`, as long as that leaves a failure. */
async function shortened(example: unknown, path: Path, attempt: Attempt): Promise<unknown> {
  let smallest = example
  const length = () => arrayAt(smallest, path)?.length ?? 0
  for (let size = Math.ceil(length() / 2); size >= 1; ) {
    let hasShrunk = false
    for (let at = 0; at < length(); ) {
      const candidate = without(smallest, path, at, size)
      if (await attempt(candidate)) {
        smallest = candidate
        hasShrunk = true
      } else at += size
    }
    if (size > 1) size = Math.floor(size / 2)
    else if (!hasShrunk) break
  }
  return smallest
}

/** Unites elements of the list at `path`, where it takes so many of something and not so many elements. */
async function condensed(example: unknown, path: Path, attempt: Attempt): Promise<unknown> {
  for (const candidate of united(example, path))
    if (await attempt(candidate)) return condensed(candidate, path, attempt)
  return example
}

/** Follows fast-check's shrinking down to where nothing smaller fails. */
async function simplified(
  example: unknown,
  examples: Arbitrary<unknown>,
  attempt: Attempt,
): Promise<unknown> {
  let smallest = example
  let candidates = examples.shrink(example, undefined)
  for (;;) {
    let next: { value: unknown; context: unknown } | undefined
    for (const candidate of candidates)
      if (await attempt(candidate.value)) {
        next = { value: candidate.value, context: candidate.context }
        break
      }
    if (next === undefined) return smallest
    smallest = next.value
    candidates = examples.shrink(next.value, next.context)
  }
}
