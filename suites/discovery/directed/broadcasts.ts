import { none, type Scenario, scenario, some } from '../../../harness/index.js'

const stranger: Scenario[] = (['full', 'bare'] as const).flatMap((address) =>
  (['later', 'initial'] as const).map((broadcast) =>
    scenario(
      `discovery/directed/broadcasts/stranger/${address}/${broadcast}`,
      { proves: ['RFC6121-4.6.3-d'], role: 'server', parameters: { address, broadcast } },
      async (world) => {
        world.step('start a service instance and a client')
        const service = await world.account('service')
        const given = broadcast === 'later' ? { priority: 100 } : {}
        const instance = await world.start(service, { as: 'instance', ...given })
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step(`send directed presence to the ${address} JID of the client`)
        instance.presence({ to: address === 'full' ? client.jid : client.bare })
        await instance.fence(client)

        world.step(`broadcast ${broadcast} presence with another priority`)
        const mark = instance.presence({ priority: 95 })
        const where = { at: client.id, after: { mark }, until: await instance.fence(client) }
        const update = { name: 'presence', attrs: { type: null, from: instance.jid } }
        const says = 'The target of directed presence, no subscriber, receives no broadcast.'
        world.check('RFC6121-4.6.3-d', none(says, update, where))
      },
    ),
  ),
)

const subscriber: Scenario[] = (['available', 'unavailable'] as const).flatMap((directed) =>
  (['available', 'unavailable'] as const).map((broadcast) =>
    scenario(
      `discovery/directed/broadcasts/subscriber/${directed}/${broadcast}`,
      { proves: ['RFC6121-4.6.3-e'], role: 'server', parameters: { directed, broadcast } },
      async (world) => {
        world.step('start a service instance and a client that is subscribed to its presence')
        const instance = await world.start(await world.account('service'), { as: 'instance', priority: 100 })
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        await world.subscribe(client, instance)

        world.step(`send directed ${directed} presence to the client`)
        instance.presence({ to: client.jid, ...(directed === 'available' ? {} : { type: directed }) })
        await instance.fence(client)

        world.step(`broadcast ${broadcast} presence`)
        const mark = instance.presence(broadcast === 'available' ? { priority: 95 } : { type: broadcast })
        const where = { at: client.id, after: { mark }, until: await instance.fence(client) }
        const update = { name: 'presence', attrs: { from: instance.jid }, mark }
        const says = 'The subscriber receives the broadcast, as if there had been no directed presence.'
        world.check('RFC6121-4.6.3-e', some(says, update, where))
      },
    ),
  ),
)

export const broadcasts: Scenario[] = [...stranger, ...subscriber]
