import { el, NS, once, type Scenario, scenario } from '../../../harness/index.js'

const CASES = [
  { type: 'available', address: 'full' },
  { type: 'available', address: 'bare' },
  { type: 'unavailable', address: 'full' },
  { type: 'unavailable', address: 'bare' },
] as const

export const delivered: Scenario[] = CASES.map(({ type, address }) =>
  scenario(
    `discovery/directed/delivered/${type}/${address}`,
    { proves: ['RFC6121-4.6.3-a'], role: 'server', parameters: { type, address } },
    async (world) => {
      world.step('start a service instance and a client')
      const instance = await world.start(await world.account('service'), { as: 'instance', priority: 100 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const to = address === 'full' ? client.jid : client.bare

      world.step(`send directed ${type} presence with status, show and an extension`)
      if (type === 'unavailable') instance.presence({ to })
      const mark = instance.presence({
        to,
        status: 'one of three instances',
        payload: [el('load', { xmlns: NS.dix, jobs: '3' })],
        ...(type === 'unavailable' ? { type } : { show: 'chat', priority: 7 }),
      })
      const where = { at: client.id, after: { mark }, until: await instance.fence(client) }
      const says = 'The target receives the directed presence, once.'
      world.check('RFC6121-4.6.3-a', once(says, { name: 'presence', mark }, where))
      world.check('RFC6121-4.6.3-a', { judge: 'integrity', args: { mark, aspect: 'payload' } })
    },
  ),
)
