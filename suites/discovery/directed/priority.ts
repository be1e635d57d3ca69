import { el, NS, type Scenario, scenario } from '../../../harness/index.js'

/**
 * What the instance broadcast (`undefined`: nothing), what it then says in directed presence, and what must still
 * hold by the broadcast. No case depends on how the server chooses among non-negative priorities.
 */
const CASES = [
  {
    name: 'negative-raised',
    broadcast: -1,
    directed: 127,
    question: { judge: 'exclusion', passesBy: 'negative' },
  },
  {
    name: 'connected-raised',
    broadcast: undefined,
    directed: 127,
    question: { judge: 'exclusion', passesBy: 'connected' },
  },
  { name: 'only-one-lowered', broadcast: 100, directed: -1, question: { judge: 'routing' } },
] as const

export const priority: Scenario[] = CASES.map(({ name, broadcast, directed, question }) =>
  scenario(
    `discovery/directed/priority/${name}`,
    { proves: ['RFC6121-4.6.3-f'], role: 'server', parameters: { broadcast, directed } },
    async (world) => {
      world.step('start a service instance with a sibling, and a client')
      const service = await world.account('service')
      const given = broadcast === undefined ? {} : { priority: broadcast }
      const instance = await world.start(service, { as: 'instance', resource: 'i1', ...given })
      const beside = question.judge === 'routing' ? -5 : 50
      const sibling = await world.start(service, { as: 'sibling', resource: 'i2', priority: beside })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step(`send directed presence with priority ${directed}`)
      instance.presence({ to: client.jid, priority: directed })
      await instance.fence(client)

      world.step('ping the bare JID')
      const mark = client.message({ to: instance.bare, payload: [el('ping', { xmlns: NS.dix })] })
      await client.fences([instance, sibling, client])
      world.check(
        'RFC6121-4.6.3-f',
        question.judge === 'routing'
          ? {
              judge: 'routing',
              args: { mark, means: { address: 'bare', state: 'one-nonneg', type: 'normal' } },
            }
          : { judge: 'exclusion', args: { mark, passesBy: question.passesBy } },
      )
    },
  ),
)
