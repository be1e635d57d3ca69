import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { systemClock as clock } from '../core/clock.js'

/**
 * Ports for servers are below those that systems give to outgoing connections (Linux from 32768, others from 49152): a
 * server that is down for a moment must not find its port taken by a client.
 */
const FIRST = 20_000
/** Nor by the server of another process: each process has a block of ports, which it claims by listening on the first. */
const BLOCK = 384
const BLOCKS = 33

/** Nor by another one of its own process: so long (ms) after it was closed, the port is kept for who comes back to it. */
const KEPT = 5000

interface Claim {
  first: number
  /** How many of the block were given out; behind the last, the first that can be given out comes again. */
  given: number
}

let claim: Promise<Claim> | undefined
const closed = new Map<number, number>()

/**
 * A port that this process has not given out for as long as possible, and that is not kept for who listened on it; where
 * all are kept, one of these. Somebody who claims nothing may use it.
 */
export async function nextPort(): Promise<number> {
  claim ??= claimed()
  const block = await claim
  for (let i = 1; i < BLOCK; i++) {
    const port = following(block)
    if (clock.now() - (closed.get(port) ?? Number.NEGATIVE_INFINITY) > KEPT) return port
  }
  return following(block)
}

/** Nobody listens on the port any more: it is kept for a while for who may listen on it again. */
export function keepPort(port: number): void {
  closed.set(port, clock.now())
}

function following(block: Claim): number {
  block.given += 1
  return block.first + 1 + ((block.given - 1) % (BLOCK - 1))
}

async function claimed(): Promise<Claim> {
  const begin = randomInt(BLOCKS)
  for (let i = 0; i < BLOCKS; i++) {
    const first = FIRST + ((begin + i) % BLOCKS) * BLOCK
    if (await holds(first)) return { first, given: 0 }
  }
  return { first: FIRST + begin * BLOCK, given: 0 }
}

/** Listens on the port until the process ends; whether that was possible. */
function holds(port: number): Promise<boolean> {
  const server = createServer((socket) => socket.destroy()).unref()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
}
