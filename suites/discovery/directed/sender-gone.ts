import { type Scenario, scenario, some } from '../../../harness/index.js'
import { ENDS } from './ends.js'

const SENDERS = ['client', 'service'] as const

// RFC 6121 4.6.3, second case: either side of a session is told that the other went.
const available: Scenario[] = SENDERS.flatMap((sender) =>
  ENDS.map(({ how, needs }) =>
    scenario(
      `discovery/directed/sender-gone/available/${sender}/${how}`,
      { proves: ['RFC6121-4.6.3-b'], role: 'server', needs: [...needs], parameters: { sender, how } },
      async (world) => {
        world.step('start a service instance with a sibling, and a client')
        const service = await world.account('service')
        const instance = await world.start(service, { as: 'instance', resource: 'i1', priority: 100 })
        await world.start(service, { as: 'sibling', resource: 'i2', priority: 95 })
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const [leaving, target] = sender === 'client' ? [client, instance] : [instance, client]

        world.step(`send directed presence from the ${sender}`)
        leaving.presence({ to: target.jid })
        await leaving.fence(target)

        world.step(`end the session of the ${sender}: ${how}`)
        const after = await world.end(leaving, how)
        const within = world.subject.bounds.unavailable
        const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: leaving.jid } }
        await target.receive(unavailable, within)
        const where = { at: target.id, after, until: await target.barrier(), within }
        const says =
          'The target of directed presence receives unavailable presence from the full JID that went.'
        world.check('RFC6121-4.6.3-b', some(says, unavailable, where))
      },
    ),
  ),
)

// RFC 6121 4.6.3, third case: a merely connected sender is tracked as an available one is.
const connected: Scenario[] = (['before-initial', 'after-unavailable'] as const).flatMap((state) =>
  SENDERS.flatMap((sender) =>
    ENDS.map(({ how, needs }) =>
      scenario(
        `discovery/directed/sender-gone/${state}/${sender}/${how}`,
        {
          proves: ['RFC6121-4.6.3-c'],
          role: 'server',
          needs: [...needs],
          parameters: { state, sender, how },
        },
        async (world) => {
          world.step(`start a service instance and a client; the ${sender} stays merely connected`)
          const leaving = await world.start(await world.account(sender), { as: sender })
          const target = await world.start(await world.account('peer'), { as: 'peer', priority: 0 })
          if (state === 'after-unavailable') {
            leaving.presence({ priority: 100 })
            leaving.presence({ type: 'unavailable' })
            await leaving.barrier()
          }

          world.step(`send directed presence from the ${sender}`)
          leaving.presence({ to: target.jid })
          await leaving.fence(target)

          world.step(`end the session of the ${sender}: ${how}`)
          const after = await world.end(leaving, how)
          const within = world.subject.bounds.unavailable
          const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: leaving.jid } }
          await target.receive(unavailable, within)
          const where = { at: target.id, after, until: await target.barrier(), within }
          const says = 'The target receives unavailable presence, although the sender was merely connected.'
          world.check('RFC6121-4.6.3-c', some(says, unavailable, where))
        },
      ),
    ),
  ),
)

const everyTarget = scenario(
  'discovery/directed/sender-gone/every-target',
  { proves: ['RFC6121-4.6.3-b'], role: 'server' },
  async (world) => {
    world.step('start a service instance and three clients, one merely connected')
    const instance = await world.start(await world.account('service'), { as: 'instance', priority: 100 })
    const clients = [
      await world.start(await world.account('first'), { as: 'first', priority: 0 }),
      await world.start(await world.account('second'), { as: 'second' }),
      await world.start(await world.account('third'), { as: 'third', priority: -1 }),
    ]

    world.step('send directed presence to each of them')
    for (const client of clients) instance.presence({ to: client.jid })
    await instance.fences(clients)

    world.step('break the instance off')
    instance.fin()
    const within = world.subject.bounds.unavailable
    const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
    await Promise.all(clients.map((client) => client.receive(unavailable, within)))
    for (const client of clients) {
      const where = { at: client.id, after: { endOf: instance.id }, until: await client.barrier(), within }
      world.check('RFC6121-4.6.3-b', some('Every target receives unavailable presence.', unavailable, where))
    }
  },
)

export const senderGone: Scenario[] = [...available, ...connected, everyTarget]
