import { el, markElement, NS, none, type Scenario, scenario, some } from '../../../harness/index.js'

/** Who of the priorities 100, 95, 50 changes to what, and which places rank highest then. */
const CHANGES = [
  { name: 'lowered', place: 0, to: 90, top: [1] },
  { name: 'lowered-but-still-top', place: 0, to: 96, top: [0] },
  { name: 'lowered-to-a-tie', place: 0, to: 95, top: [0, 1] },
  { name: 'drained', place: 0, to: -1, top: [1] },
  { name: 'raised', place: 2, to: 127, top: [2] },
  { name: 'raised-to-a-tie', place: 2, to: 100, top: [0, 2] },
] as const

// The server has processed the new priority: its reflection was read, or a later IQ was answered.
const proven: Scenario[] = (['reflection', 'iq'] as const).flatMap((proof) =>
  CHANGES.map(({ name, place, to }) =>
    scenario(
      `discovery/dix/load-balancing/${proof}/${name}`,
      { proves: ['DIX-LB-b'], role: 'server', parameters: { proof, place, to } },
      async (world) => {
        world.step('start three instances and a client')
        const service = await world.account('service')
        const instances = [
          await world.start(service, { as: 'first', resource: 'first', priority: 100 }),
          await world.start(service, { as: 'second', resource: 'second', priority: 95 }),
          await world.start(service, { as: 'third', resource: 'third', priority: 50 }),
        ]
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step('ping the bare JID')
        const changing = instances[place]!
        const before = client.message({ to: changing.bare, payload: [el('ping', { xmlns: NS.dix })] })
        await client.fences([...instances, client])
        world.check('DIX-LB-b', { judge: 'choice', args: { mark: before, asks: 'top' } })

        world.step(`change the priority at place ${place + 1} to ${to}, with the proof: ${proof}`)
        const changed = changing.presence({ priority: to })
        if (proof === 'reflection')
          await changing.expect('the reflection of its presence', { name: 'presence', mark: changed })
        else await changing.barrier()

        world.step('ping the bare JID again')
        const mark = client.message({ to: changing.bare, payload: [el('ping', { xmlns: NS.dix })] })
        await client.fences([...instances, client])
        world.check('DIX-LB-b', { judge: 'choice', args: { mark, asks: 'top' } })
      },
    ),
  ),
)

// RFC 6120 10.1: a message pipelined behind the presence on the same stream is routed by the new priority.
const pipelined: Scenario[] = CHANGES.map(({ name, place, to, top }) =>
  scenario(
    `discovery/dix/load-balancing/own-bare-jid/${name}`,
    { proves: ['DIX-LB-b'], role: 'server', parameters: { place, to, top } },
    async (world) => {
      world.step('start three instances')
      const service = await world.account('service')
      const instances = [
        await world.start(service, { as: 'first', resource: 'first', priority: 100 }),
        await world.start(service, { as: 'second', resource: 'second', priority: 95 }),
        await world.start(service, { as: 'third', resource: 'third', priority: 50 }),
      ]

      world.step(`change the priority at place ${place + 1} to ${to}, and ping the own bare JID behind it`)
      const changing = instances[place]!
      const mark = world.mark()
      changing.send(
        el('presence', {}, el('priority', {}, String(to))),
        el('message', { to: changing.bare, id: mark }, el('ping', { xmlns: NS.dix }), markElement(mark)),
      )
      const fences = await changing.fences(instances)
      const copy = { name: 'message', mark, lacks: { name: 'error' } }
      const received = 'The instance that ranks highest now receives the ping.'
      const passed = 'An instance that does not rank highest now receives no ping.'
      for (const [index, { id }] of instances.entries()) {
        const where = { at: id, after: { mark }, until: fences[index]! }
        const ranksHighest = top.some((highest) => highest === index)
        if (!ranksHighest) world.check('DIX-LB-b', none(passed, copy, where))
        // Of several that tie, the server may choose one.
        else if (top.length === 1) world.check('DIX-LB-b', some(received, copy, where))
      }
    },
  ),
)

export const loadBalancing: Scenario[] = [...proven, ...pipelined]
