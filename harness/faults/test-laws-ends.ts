import fc from 'fast-check'
import { ManualClock } from '../core/manual-clock.js'
import { seededRandom } from '../core/random.js'
import { memoryNetwork } from '../net/memory-network.js'
import type { LawName } from './laws.js'
import { FaultProxy } from './proxy.js'
import { chunks, LONG, schedule, sent, way } from './test-arbitraries.js'
import type { Law } from './test-laws.js'
import { dialled, Ear, through } from './test-world.js'

const NS = `xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'`
const STANZAS = [
  '<presence/>',
  "<message to='a' type='chat'><body>1 &lt; 2 > 0 🐧</body></message>",
  "<message to='b'/>",
  "<iq type='get' id='&lt;/stream:stream>'><q xmlns='x'></q></iq>",
  ' \n ',
]

/** `text` in pieces cut anywhere. */
const pieces = (text: string, cuts: readonly number[]): Buffer[] => {
  const bytes = Buffer.from(text)
  const at = [...new Set(cuts.map((c) => c % bytes.length))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length)).filter((b) => b.length > 0)
}

/** Laws about how and where a connection ends. */
export const endLaws = {
  'exact-cut': (decisions) =>
    fc.asyncProperty(chunks, way, fc.nat(), async (written, direction, anywhere) => {
      const all = Buffer.concat(written)
      const n = 1 + (anywhere % all.length)
      const trigger = { on: 'bytes' as const, direction, bytes: n }
      const world = await through(schedule({ trigger, action: { do: 'fin', direction } }), decisions())
      const [from, ear] =
        direction === 'to-server' ? [world.client, world.serverEar] : [world.server, world.clientEar]
      for (const bytes of written) {
        from.write(bytes)
        await world.clock.pass(1)
      }
      return ear.bytes.equals(all.subarray(0, n)) && ear.ended?.how === 'fin' && ear.late === 0
    }) as never,

  'stanza-cut': (decisions) =>
    fc.asyncProperty(
      fc.array(fc.constantFrom(...STANZAS), { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.nat(),
      way,
      async (stanzas, cuts, anywhere, direction) => {
        const header = `<?xml version='1.0'?><stream:stream ${NS}>`
        const messages = stanzas.flatMap((s, i) => (s.startsWith('<message') ? [i] : []))
        const nth = messages.length === 0 ? 0 : 1 + (anywhere % messages.length)
        const last = nth === 0 ? stanzas.length : messages[nth - 1]! + 1
        const before = header + stanzas.slice(0, last).join('')
        const trigger =
          nth === 0
            ? { on: 'close' as const, direction }
            : { on: 'stanza' as const, direction, nth, like: { name: 'message' } }
        const fault = { trigger, action: { do: 'fin' as const, direction } }
        const world = await through(schedule(fault), decisions())
        const [from, ear] =
          direction === 'to-server' ? [world.client, world.serverEar] : [world.server, world.clientEar]
        for (const bytes of pieces(`${header}${stanzas.join('')}</stream:stream>`, cuts)) {
          from.write(bytes)
          await world.clock.pass(1)
        }
        return ear.bytes.toString() === before && ear.ended?.how === 'fin'
      },
    ) as never,

  'ends-stay-what-they-are': (decisions) =>
    fc.asyncProperty(
      fc.constantFrom('fin' as const, 'reset' as const),
      fc.constantFrom('a side' as const, 'a fault' as const, 'a refusal' as const),
      way,
      chunks,
      async (how, cause, direction, written) => {
        if (cause === 'a refusal') return refusedAsReset(decisions)
        const trigger = { on: 'connection' as const, ms: 100 }
        const action = how === 'fin' ? { do: how, direction } : { do: how }
        const world = await through(
          cause === 'a fault' ? schedule({ trigger, action }) : schedule(),
          decisions(),
        )
        const [from, ear] =
          direction === 'to-server' ? [world.client, world.serverEar] : [world.server, world.clientEar]
        for (const bytes of written) from.write(bytes)
        await world.clock.pass(99)
        if (cause === 'a side' && how === 'fin') from.end()
        if (cause === 'a side' && how === 'reset') from.reset()
        await world.clock.pass(2)
        return ear.ended?.how === how && ear.bytes.toString('hex') === sent(written)
      },
    ) as never,

  'told-when-healed': (decisions) =>
    fc.asyncProperty(
      fc.constantFrom('black-hole' as const, 'half-open' as const),
      fc.constantFrom('client' as const, 'server' as const),
      fc.integer({ min: 10, max: 500 }),
      async (what, gone, ms) => {
        const direction = gone === 'client' ? ('to-server' as const) : ('to-client' as const)
        const action =
          what === 'half-open' ? { do: what, gone, heal: { ms } } : { do: what, direction, heal: { ms } }
        const world = await through(schedule({ trigger: { on: 'connection', ms: 5 }, action }), decisions())
        await world.clock.pass(5)
        if (what === 'black-hole') world[gone].reset()
        const ear = gone === 'client' ? world.serverEar : world.clientEar
        const own = gone === 'client' ? world.clientEar : world.serverEar
        await world.clock.pass(ms - 1)
        const hidden = ear.ended === undefined
        await world.clock.pass(2)
        return hidden && ear.ended?.how === 'reset' && own.ended?.how === 'reset'
      },
    ) as never,
} satisfies Partial<Record<LawName, Law>>

async function refusedAsReset(decisions: Parameters<Law>[0]): Promise<boolean> {
  const clock = new ManualClock()
  const network = memoryNetwork({ clock })
  const proxy = await FaultProxy.start({
    network,
    at: { host: 'memory', port: 0 },
    target: { host: 'memory', port: 99 },
    schedule: schedule(),
    clock,
    random: seededRandom('refused'),
    report: () => undefined,
    decisions: decisions(),
  })
  const ear = new Ear(await dialled(network, proxy.port, clock), clock)
  await clock.pass(LONG)
  return ear.ended?.how === 'reset' && ear.pieces.length === 0
}
