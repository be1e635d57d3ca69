import fc from 'fast-check'
import type { LawName } from './laws.js'
import { anyAction, chunks, LONG, schedule, sent, way } from './test-arbitraries.js'
import type { Law } from './test-laws.js'
import { type ProxyWorld, through } from './test-world.js'

const AT_ONCE = { on: 'connection' as const, ms: 0 }

/** The writing end of a direction, and the ear at the other. */
const sides = (world: ProxyWorld, direction: 'to-server' | 'to-client') =>
  direction === 'to-server'
    ? { from: world.client, ear: world.serverEar }
    : { from: world.server, ear: world.clientEar }

/** Laws about what a fault does while it lasts, and when it ends. */
export const timingLaws = {
  'healed-in-time': (decisions) =>
    fc.asyncProperty(
      anyAction.filter((a) => 'heal' in a && a.do !== 'half-open'),
      fc.integer({ min: 0, max: 100 }),
      chunks,
      async (action, ms, written) => {
        if (!('heal' in action)) return false
        const world = await through(schedule({ trigger: { on: 'connection', ms }, action }), decisions())
        await world.clock.pass(ms + action.heal.ms)
        const bands = world.events.map(({ band, time }) => `${band} ${time}`)
        world.client.write(Buffer.concat(written))
        world.server.write(Buffer.concat(written))
        await world.clock.pass(0)
        return (
          bands.join() === `begin ${ms},end ${ms + action.heal.ms}` &&
          [world.serverEar, world.clientEar].every(
            (ear) => ear.pieces.length === 1 && ear.bytes.toString('hex') === sent(written),
          )
        )
      },
    ) as never,

  'sliced-as-said': (decisions) =>
    fc.asyncProperty(chunks, way, fc.integer({ min: 1, max: 50 }), async (written, direction, bytes) => {
      const action = { do: 'slice' as const, direction, bytes, heal: { ms: LONG } }
      const world = await through(schedule({ trigger: AT_ONCE, action }), decisions())
      const { from, ear } = sides(world, direction)
      await world.clock.pass(0)
      for (const piece of written) {
        from.write(piece)
        await world.clock.pass(1)
      }
      const wanted = written.flatMap((piece) =>
        Array.from({ length: Math.ceil(piece.length / bytes) }, (_, i) =>
          Math.min(bytes, piece.length - i * bytes),
        ),
      )
      return `${ear.pieces.map((p) => p.bytes.length)}` === `${wanted}`
    }) as never,

  'late-as-said': (decisions) =>
    fc.asyncProperty(
      chunks,
      way,
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 100 }),
      async (written, direction, ms, jitter) => {
        const action = { do: 'delay' as const, direction, ms, jitter, heal: { ms: LONG } }
        const world = await through(schedule({ trigger: AT_ONCE, action }), decisions())
        const { from, ear } = sides(world, direction)
        await world.clock.pass(0)
        for (const piece of written) {
          from.write(piece)
          await world.clock.pass(7)
        }
        await world.clock.pass(ms + jitter)
        return (
          ear.pieces.length === written.length &&
          ear.pieces.every(({ t }, i) => t >= 7 * i + ms && t <= 7 * i + ms + jitter)
        )
      },
    ) as never,

  'slow-as-said': (decisions) =>
    fc.asyncProperty(
      fc.integer({ min: 100, max: 5000 }),
      way,
      fc.integer({ min: 100, max: 5000 }),
      async (length, direction, bytesPerSecond) => {
        const action = { do: 'bandwidth' as const, direction, bytesPerSecond, heal: { ms: LONG } }
        const world = await through(schedule({ trigger: AT_ONCE, action }), decisions())
        const { from, ear } = sides(world, direction)
        await world.clock.pass(0)
        from.write(Buffer.alloc(length))
        await world.clock.pass(LONG - 1)
        // A twentieth of a second's worth may go ahead of its time.
        let total = 0
        const within = ear.pieces.every(({ t, bytes }) => {
          total += bytes.length
          return total <= (bytesPerSecond * t) / 1000 + bytesPerSecond / 20 + 1
        })
        return within && total === length
      },
    ) as never,

  'spoiled-as-said': (decisions) =>
    fc.asyncProperty(
      chunks,
      way,
      fc.constantFrom('duplicate' as const, 'corrupt' as const),
      fc.integer({ min: 1, max: 60 }),
      async (written, direction, what, n) => {
        const action = { do: what, direction, bytes: n }
        const world = await through(schedule({ trigger: AT_ONCE, action }), decisions())
        const { from, ear } = sides(world, direction)
        await world.clock.pass(0)
        for (const piece of written) {
          from.write(piece)
          await world.clock.pass(1)
        }
        const all = Buffer.concat(written)
        const got = ear.bytes
        const end = world.events.some(({ band }) => band === 'end')
        if (end !== all.length >= n) return false
        if (what === 'duplicate') {
          // Each piece within the n bytes comes twice, as a segment that is sent again does.
          let left = n
          const doubled = written.flatMap((piece) => {
            const part = piece.subarray(0, left)
            left -= part.length
            return [part, piece]
          })
          return got.equals(Buffer.concat(doubled))
        }
        return (
          got.length === all.length && got.every((byte, i) => (i < n ? byte !== all[i] : byte === all[i]))
        )
      },
    ) as never,
} satisfies Partial<Record<LawName, Law>>
