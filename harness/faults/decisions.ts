import type { LinkEnd } from '../core/link.js'
import type { Random } from '../core/random.js'
import type { Direction, OneWay } from './schedule.js'

/** A lasting action as one direction of a connection feels it. */
export type Effect =
  | { is: 'black-hole' | 'stall' }
  | { is: 'delay'; ms: number; jitter: number }
  | { is: 'bandwidth'; bytesPerSecond: number }
  | { is: 'slice'; bytes: number }
  | { is: 'duplicate' | 'corrupt'; left: number }

/** What waits to be delivered in one direction: bytes or FIN, not before `due` ms. */
export interface Waiting {
  due: number
  bytes: Buffer
  fin: boolean
}

/**
 * What a proxy decides, one question a method: a faulty proxy is one whose instance has another answer to one of
 * them.
 */
export class Decisions {
  /** Whether the faults of a schedule are set off at all. */
  applies(enabled: boolean): boolean {
    return enabled
  }

  /** The directions in which an action is felt. */
  directions(direction: Direction): OneWay[] {
    return direction === 'both' ? ['to-server', 'to-client'] : [direction]
  }

  /** What the other side is told when one side's end is `how`. */
  passesOn(how: LinkEnd): LinkEnd {
    return how
  }

  /** What a client is told when nobody accepts at the target: a refused connection is a reset one by then. */
  refusal(): LinkEnd {
    return 'reset'
  }

  /** How many of the bytes that come next belong before the `n`-th of a direction, `passed` of which have gone. */
  bytesUntil(n: number, passed: number): number {
    return n - passed
  }

  /** Whether the `count`-th stanza that is like the one in a trigger sets it off. */
  isNth(count: number, nth: number): boolean {
    return count === nth
  }

  /** Whether more bytes are taken while `waiting` ones are undelivered. */
  takes(_waiting: number): boolean {
    return true
  }

  /** Whether bytes and FIN may go now. */
  delivers(effects: readonly Effect[]): boolean {
    return !effects.some(({ is }) => is === 'black-hole' || is === 'stall')
  }

  /** Whether a RST may go now. */
  tellsReset(effects: readonly Effect[]): boolean {
    return !effects.some(({ is }) => is === 'black-hole')
  }

  /** When what comes at `now` may be delivered, ms; `last` is when what came before it may. */
  due(now: number, last: number, effects: readonly Effect[], random: Random): number {
    const later = effects.map((e) =>
      e.is === 'delay' ? e.ms + Math.round((random.uint32() / 2 ** 32) * e.jitter) : 0,
    )
    return Math.max(last, now + later.reduce((sum, ms) => sum + ms, 0))
  }

  /** How many of the `length` bytes at the head are written in one piece. */
  pieceOf(length: number, effects: readonly Effect[]): number {
    const sizes = effects.map((e) => {
      if (e.is === 'slice') return e.bytes
      return e.is === 'bandwidth' ? Math.max(1, Math.floor(e.bytesPerSecond / 20)) : length
    })
    return Math.min(length, ...sizes)
  }

  /** How long the direction rests after `length` bytes were written, ms. */
  rest(length: number, effects: readonly Effect[]): number {
    const rates = effects.flatMap((e) => (e.is === 'bandwidth' ? [e.bytesPerSecond] : []))
    return rates.length === 0 ? 0 : Math.ceil((length * 1000) / Math.min(...rates))
  }

  /** `bytes`, changed for certain. */
  corrupted(bytes: Buffer, random: Random): Buffer {
    return bytes.map((byte) => byte ^ ((random.uint32() % 255) + 1)) as Buffer
  }

  /** Which of what waited is delivered when a fault heals, in which order. */
  afterHealing(waiting: Waiting[]): Waiting[] {
    return waiting
  }

  /** Which of what waits is still delivered before a FIN. */
  beforeFin(waiting: Waiting[]): Waiting[] {
    return waiting
  }

  /** How long a lasting action lasts, ms. */
  lasts(ms: number): number {
    return ms
  }
}
