import { el, NS, type Scenario, scenario, some } from '../../../harness/index.js'
import { ENDS } from '../directed/ends.js'

// DIX: client and concrete service know each other through directed presence, and learn of each other's end.
export const presence: Scenario[] = (['service', 'client'] as const).flatMap((leaver) =>
  ENDS.map(({ how, needs }) =>
    scenario(
      `discovery/dix/presence/${leaver}-leaves/${how}`,
      { proves: ['DIX-PRES-c'], role: 'server', needs: [...needs], parameters: { leaver, how } },
      async (world) => {
        world.step('start a service instance and a client')
        const account = await world.account('service')
        const instance = await world.start(account, { as: 'first', resource: 'first', priority: 100 })
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step('ping the bare JID; the instance answers from its full JID')
        const ping = client.message({ to: instance.bare, payload: [el('ping', { xmlns: NS.dix })] })
        await instance.expect('the ping', { name: 'message', mark: ping })
        instance.message({ to: client.jid, id: ping, payload: [el('pong', { xmlns: NS.dix })] })
        await client.expect('the pong', { name: 'message', attrs: { id: ping, from: instance.jid } })

        world.step('start other instances')
        await world.start(account, { as: 'second', resource: 'second', priority: 95 })
        await world.start(account, { as: 'third', resource: 'third', priority: 50 })

        world.step('exchange directed presence')
        client.presence({ to: instance.jid })
        await client.fence(instance)
        instance.presence({ to: client.jid })
        await instance.fence(client)

        world.step(`end the session of the ${leaver}: ${how}`)
        const [leaving, staying] = leaver === 'service' ? [instance, client] : [client, instance]
        const after = await world.end(leaving, how)
        const within = world.subject.bounds.unavailable
        const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: leaving.jid } }
        await staying.receive(unavailable, within)
        const where = { at: staying.id, after, until: await staying.barrier(), within }
        const says = 'The other side receives unavailable presence from the full JID that it knew.'
        world.check('DIX-PRES-c', some(says, unavailable, where))
      },
    ),
  ),
)
