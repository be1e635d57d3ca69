import { type Scenario, some } from '../../harness/index.js'
import { ENDS } from '../discovery/directed/ends.js'
import { onNodes, unavailable } from './words.js'

// RFC 6121 4.6.3: either side of a session is told that the other went, whatever their nodes.
export const directed: Scenario[] = (['client', 'service'] as const).flatMap((sender) =>
  ENDS.map(({ how, needs }) =>
    onNodes(
      `directed/${sender}/${how}`,
      { proves: ['RFC6121-4.6.3-b'], needs: [...needs], parameters: { sender, how } },
      async (world) => {
        world.step('start an instance and a client at different nodes')
        const service = { as: 'instance', resource: 'i1', priority: 100, node: 1 }
        const instance = await world.start(await world.account('service'), service)
        const account = await world.account('client')
        const client = await world.start(account, { as: 'client', priority: 0, node: 2 })
        const [leaving, target] = sender === 'client' ? [client, instance] : [instance, client]

        world.step(`send directed presence from the ${sender}`)
        leaving.presence({ to: target.jid })
        await leaving.fence(target)

        world.step(`end the session of the ${sender}: ${how}`)
        const after = await world.end(leaving, how)
        const within = world.subject.bounds.unavailable
        await target.receive(unavailable(leaving.jid), within)
        const where = { at: target.id, after, until: await target.barrier(), within }
        const says = 'The target at the other node receives unavailable presence from the full JID that went.'
        world.check('RFC6121-4.6.3-b', some(says, unavailable(leaving.jid), where))
      },
    ),
  ),
)
