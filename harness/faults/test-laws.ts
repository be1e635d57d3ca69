import fc from 'fast-check'
import { ManualClock } from '../core/manual-clock.js'
import type { Decisions } from './decisions.js'
import type { LawName } from './laws.js'
import { anyAction, chunks, LONG, schedule, sent, way } from './test-arbitraries.js'
import { endLaws } from './test-laws-ends.js'
import { timingLaws } from './test-laws-timing.js'
import { type Act, direct, play, through } from './test-world.js'

/** Makes the property that a law is, of proxies that decide like this. */
export type Law = (decisions: () => Decisions) => fc.IAsyncPropertyWithHooks<never>

const holding = fc.record({
  do: fc.constantFrom('black-hole' as const, 'stall' as const),
  direction: way,
  heal: fc.record({ ms: fc.integer({ min: 20, max: 500 }) }),
})

const acts = fc.array(
  fc.record({ by: fc.constantFrom('client' as const, 'server' as const), does: chunks.map((c) => c[0]!) }),
  { maxLength: 8 },
)
const lastActs = fc.constantFrom<Act[]>(
  [],
  [{ by: 'client', does: 'fin' }],
  [
    { by: 'client', does: 'fin' },
    { by: 'server', does: Buffer.from('last') },
    { by: 'server', does: 'fin' },
  ],
  [{ by: 'server', does: 'fin' }],
  [{ by: 'client', does: 'reset' }],
  [{ by: 'server', does: 'reset' }],
)

/** Every law, as a property over random bytes, pieces and schedules. */
export const LAW_PROPERTIES: Record<LawName, Law> = {
  transparent: (decisions) =>
    fc.asyncProperty(acts, lastActs, fc.option(anyAction, { nil: undefined }), async (some, last, action) => {
      const faults = action === undefined ? [] : [{ trigger: { on: 'start' as const, ms: 0 }, action }]
      const proxied = await through({ ...schedule(...faults), enabled: action === undefined }, decisions())
      const plain = direct()
      await proxied.clock.pass(1)
      await play(proxied, [...some, ...last], proxied.clock)
      await play(plain, [...some, ...last], new ManualClock())
      return (
        same(proxied.clientEar.told, plain.clientEar.told) &&
        same(proxied.serverEar.told, plain.serverEar.told) &&
        proxied.events.length === 0
      )
    }) as never,

  'nothing-lost': (decisions) => {
    const lasting = anyAction.filter((a) => 'heal' in a && a.do !== 'half-open')
    const trigger = fc.oneof(
      fc.record({ on: fc.constant('connection' as const), ms: fc.integer({ min: 0, max: 50 }) }),
      fc.record({
        on: fc.constant('bytes' as const),
        direction: way,
        bytes: fc.integer({ min: 1, max: 200 }),
      }),
    )
    const faults = fc.array(fc.record({ trigger, action: lasting }), { minLength: 1, maxLength: 3 })
    return fc.asyncProperty(
      faults,
      chunks,
      chunks,
      fc.integer({ min: 0, max: 30 }),
      async (f, up, down, gap) => {
        const world = await through(schedule(...f), decisions())
        for (let i = 0; i < Math.max(up.length, down.length); i++) {
          if (up[i] !== undefined) world.client.write(up[i]!)
          if (down[i] !== undefined) world.server.write(down[i]!)
          await world.clock.pass(gap)
        }
        world.client.end()
        world.server.end()
        await world.clock.pass(LONG)
        const count = (wanted: string) => world.events.filter(({ band }) => band === wanted).length
        return (
          count('begin') === count('end') &&
          same(world.serverEar.told, { hex: sent(up), ended: 'fin', late: 0 }) &&
          same(world.clientEar.told, { hex: sent(down), ended: 'fin', late: 0 })
        )
      },
    ) as never
  },

  'nothing-meanwhile': (decisions) =>
    fc.asyncProperty(holding, chunks, chunks, async (action, up, down) => {
      const fault = { trigger: { on: 'connection' as const, ms: 10 }, action }
      const world = await through(schedule(fault), decisions())
      await world.clock.pass(10)
      for (const bytes of up) world.client.write(bytes)
      for (const bytes of down) world.server.write(bytes)
      const held = action.direction === 'to-server' ? world.client : world.server
      held.end()
      await world.clock.pass(action.heal.ms - 1)
      const [silent, free, other] =
        action.direction === 'to-server'
          ? [world.serverEar, world.clientEar, down]
          : [world.clientEar, world.serverEar, up]
      return (
        same(silent.told, { hex: '', ended: undefined, late: 0 }) &&
        same(free.told, { hex: sent(other), ended: undefined, late: 0 })
      )
    }) as never,

  ...endLaws,
  ...timingLaws,
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
