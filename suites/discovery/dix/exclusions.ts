import { deliveryCase, MESSAGE_TYPES, type Scenario, scenario } from '../../../harness/index.js'

const notToNegative: Scenario[] = [
  { name: 'beside-a-non-negative-one', priorities: [100, -1] },
  { name: 'alone', priorities: [-1, -128] },
].flatMap(({ name, priorities }) =>
  MESSAGE_TYPES.map((type) =>
    scenario(
      `discovery/dix/exclusions/negative/${name}/${type}`,
      { proves: ['RFC6121-8.5.2.1.1-k'], role: 'server', parameters: { priorities, type } },
      async (world) => {
        world.step('start the instances and a client')
        const service = await world.account('service')
        const [high, low] = priorities
        const upper = await world.start(service, { as: 'upper', resource: 'upper', priority: high! })
        const lower = await world.start(service, { as: 'lower', resource: 'lower', priority: low! })
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step(`send a ${type} message to the bare JID`)
        const mark = client.message({ to: upper.bare, type, body: 'which of you?' })
        await client.fences([upper, lower, client])
        world.check('RFC6121-8.5.2.1.1-k', { judge: 'exclusion', args: { mark, passesBy: 'negative' } })
      },
    ),
  ),
)

const notToConnected: Scenario[] = [100, 0, -1].flatMap((priority) =>
  MESSAGE_TYPES.map((type) =>
    scenario(
      `discovery/dix/exclusions/connected/beside-${priority}/${type}`,
      { proves: ['RFC6121-8.5.2.1.1-m'], role: 'server', parameters: { priority, type } },
      async (world) => {
        world.step('start an available instance, a merely connected one and a client')
        const service = await world.account('service')
        const connected = await world.start(service, { as: 'connected', resource: 'connected' })
        const available = await world.start(service, { as: 'available', resource: 'available', priority })
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step(`send a ${type} message to the bare JID`)
        const mark = client.message({ to: available.bare, type, body: 'which of you?' })
        await client.fences([connected, available, client])
        world.check('RFC6121-8.5.2.1.1-m', { judge: 'exclusion', args: { mark, passesBy: 'connected' } })
      },
    ),
  ),
)

const asIfNobody: Scenario[] = MESSAGE_TYPES.map((type) =>
  scenario(
    `discovery/dix/exclusions/all-negative-as-none/${type}`,
    { proves: ['RFC6121-8.5.2.1.1-l'], role: 'server', parameters: { type } },
    async (world) => {
      world.step('start two drained instances and a client')
      const service = await world.account('service')
      const first = await world.start(service, { as: 'first', resource: 'first', priority: -1 })
      const second = await world.start(service, { as: 'second', resource: 'second', priority: -1 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step(`send a ${type} message to the bare JID`)
      const mark = client.message({ to: first.bare, type, body: 'which of you?' })
      await client.fences([first, second, client])

      const bounced = await client.receive({ name: 'message', attrs: { type: 'error', id: mark } }, 0)
      if (bounced === undefined && deliveryCase('bare', 'no-resource', type)!.accept.includes('O')) {
        world.step('look for the message in offline storage')
        const later = await world.start(service, { as: 'later', resource: 'later', priority: 1 })
        await later.receive({ name: 'message', mark })
        await client.fence(later)
      }
      const means = { address: 'bare', state: 'negative-only', type } as const
      world.check('RFC6121-8.5.2.1.1-l', { judge: 'routing', args: { mark, means } })
    },
  ),
)

export const exclusions: Scenario[] = [...notToNegative, ...notToConnected, ...asIfNobody]
