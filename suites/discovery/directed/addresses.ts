import { none, type Scenario, scenario, some } from '../../../harness/index.js'
import { ENDS } from './ends.js'

const finalAddress: Scenario[] = (['bare', 'full'] as const).flatMap((address) =>
  ENDS.map(({ how, needs }) =>
    scenario(
      `discovery/directed/addresses/final/${address}/${how}`,
      { proves: ['RFC6121-4.6.3-g'], role: 'server', needs: [...needs], parameters: { address, how } },
      async (world) => {
        world.step('start a service instance, and a client with two resources')
        const instance = await world.start(await world.account('service'), { as: 'instance', priority: 100 })
        const account = await world.account('client')
        const desk = await world.start(account, { as: 'desk', resource: 'desk', priority: 5 })
        const phone = await world.start(account, { as: 'phone', resource: 'phone', priority: -1 })

        world.step(`send directed presence to the ${address} JID`)
        instance.presence({ to: address === 'bare' ? desk.bare : desk.jid })
        await instance.fences([desk, phone])

        world.step(`end the session of the instance: ${how}`)
        const after = await world.end(instance, how)
        const within = world.subject.bounds.unavailable
        const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
        await desk.receive(unavailable, within)
        if (address === 'bare') await phone.receive(unavailable, within)
        const atDesk = { at: desk.id, after, until: await desk.barrier() }
        const atPhone = { at: phone.id, after, until: await phone.barrier() }
        const told = 'A resource that the directed presence reached receives unavailable presence.'
        const spared = 'A resource that the directed presence did not reach receives nothing.'
        world.check('RFC6121-4.6.3-g', some(told, unavailable, { ...atDesk, within }))
        world.check(
          'RFC6121-4.6.3-g',
          address === 'bare'
            ? some(told, unavailable, { ...atPhone, within })
            : none(spared, unavailable, atPhone),
        )
      },
    ),
  ),
)

/** Which of the two addresses is retracted, and how often each resource must be told at least. */
const RETRACTIONS = [
  { retracted: 'full', desk: 1, phone: 1 },
  { retracted: 'bare', desk: 1, phone: 0 },
  { retracted: 'neither', desk: 2, phone: 1 },
] as const

const separate: Scenario[] = RETRACTIONS.map(({ retracted, ...least }) =>
  scenario(
    `discovery/directed/addresses/separate/${retracted}-retracted`,
    { proves: ['RFC6121-4.6.3-h'], role: 'server', parameters: { retracted } },
    async (world) => {
      world.step('start a service instance, and a client with two resources')
      const instance = await world.start(await world.account('service'), { as: 'instance', priority: 100 })
      const account = await world.account('client')
      const desk = await world.start(account, { as: 'desk', resource: 'desk', priority: 5 })
      const phone = await world.start(account, { as: 'phone', resource: 'phone', priority: 3 })

      world.step(`send directed presence to the bare and a full JID; retract ${retracted}`)
      instance.presence({ to: desk.bare })
      instance.presence({ to: desk.jid })
      if (retracted !== 'neither')
        instance.presence({ to: retracted === 'full' ? desk.jid : desk.bare, type: 'unavailable' })
      await instance.fences([desk, phone])

      world.step('let the instance go')
      const after = { mark: instance.presence({ type: 'unavailable' }) }
      const fences = await instance.fences([desk, phone])
      const see = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
      for (const [index, resource] of [desk, phone].entries()) {
        const times: [number, null] = [index === 0 ? least.desk : least.phone, null]
        const says = `The ${resource.resource} receives unavailable presence for each address in force, ${times[0]} or more.`
        const args = { at: resource.id, after, until: fences[index]!, about: see }
        world.check('RFC6121-4.6.3-h', {
          judge: 'outcome',
          args: { ...args, rows: [{ verdict: 'pass', says, when: [{ see, times }] }] },
        })
      }
    },
  ),
)

export const addresses: Scenario[] = [...finalAddress, ...separate]
