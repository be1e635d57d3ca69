import fc from 'fast-check'
import type { Action, Fault, Schedule } from './schedule.js'

/** Longer than any drawn schedule lasts, ms. */
export const LONG = 600_000

/** A schedule with these faults. */
export const schedule = (...faults: Fault[]): Schedule => ({
  format: 'assay-faults/1',
  enabled: true,
  faults,
})

/** Pieces of any bytes, some large. */
export const chunks = fc.array(
  fc
    .oneof(
      { weight: 5, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 1000, max: 6000 }).map((n) => new Uint8Array(n).fill(n % 251)),
      },
    )
    .map((bytes) => Buffer.from(bytes)),
  { minLength: 1, maxLength: 8 },
)

/** All that was written, to compare. */
export const sent = (pieces: readonly Buffer[]) => Buffer.concat(pieces).toString('hex')

export const way = fc.constantFrom('to-server' as const, 'to-client' as const)
const direction = fc.constantFrom('to-server' as const, 'to-client' as const, 'both' as const)
const heal = fc.record({ ms: fc.integer({ min: 1, max: 400 }) })
const bytes = fc.integer({ min: 1, max: 50 })

/** Any action. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('fin' as const), direction }),
  fc.record({ do: fc.constant('reset' as const) }),
  fc.record({ do: fc.constant('black-hole' as const), direction, heal }),
  fc.record({ do: fc.constant('stall' as const), direction, heal }),
  fc.record({
    do: fc.constant('half-open' as const),
    gone: fc.constantFrom('server' as const, 'client' as const),
    heal,
  }),
  fc.record({
    do: fc.constant('delay' as const),
    direction,
    ms: fc.integer({ min: 0, max: 100 }),
    jitter: fc.integer({ min: 0, max: 50 }),
    heal,
  }),
  fc.record({
    do: fc.constant('bandwidth' as const),
    direction,
    bytesPerSecond: fc.integer({ min: 200, max: 9000 }),
    heal,
  }),
  fc.record({ do: fc.constant('slice' as const), direction, bytes, heal }),
  fc.record({ do: fc.constant('duplicate' as const), direction: way, bytes }),
  fc.record({ do: fc.constant('corrupt' as const), direction: way, bytes }),
)
