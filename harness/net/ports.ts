import { randomInt } from 'node:crypto'

/**
 * Ports for servers, below those that systems give to outgoing connections (Linux from 32768, others from 49152): a
 * server that is down for a moment must not find its port taken by a client.
 */
const FIRST = 20_000
const LAST = 32_767

let last = randomInt(FIRST, LAST + 1)

/** A port that was not given out for as long as possible; somebody else may use it. */
export function nextPort(): number {
  last = last === LAST ? FIRST : last + 1
  return last
}
