import { el, markElement, once, type Scenario, scenario } from '../../../harness/index.js'

const TYPES = { absent: undefined, unknown: 'announcement', 'wrong-case': 'Chat', empty: '' }

// RFC 6121 5.2.2: what is no type is normal.
const others: Scenario[] = Object.entries(TYPES).flatMap(([name, type]) =>
  (['one-nonneg', 'many-nonneg'] as const).map((state) =>
    scenario(
      `discovery/stanzas/types/${name}/${state}`,
      { proves: ['RFC6121-5.2.2-a'], role: 'server', parameters: { type, state } },
      async (world) => {
        const account = await world.account('service')
        const instances = [
          await world.start(account, { as: 'first', resource: 'first', priority: 5 }),
          await world.start(account, {
            as: 'second',
            resource: 'second',
            priority: state === 'one-nonneg' ? -5 : 5,
          }),
        ]
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        world.step('send the message to the bare JID')
        const mark = world.mark()
        const to = instances[0]!.bare
        client.send(el('message', { to, type, id: mark }, el('body', {}, 'which of you?'), markElement(mark)))
        await client.barrier()
        await client.fences([...instances, client])
        world.check('RFC6121-5.2.2-a', {
          judge: 'routing',
          args: { mark, means: { address: 'bare', state, type: 'normal' } },
        })
      },
    ),
  ),
)

export const types: Scenario[] = [
  ...others,
  scenario(
    'discovery/stanzas/types/headline',
    { proves: ['RFC6121-5.2.2-b'], role: 'server' },
    async (world) => {
      const account = await world.account('service')
      const instance = await world.start(account, { as: 'instance', resource: 'here', priority: 0 })
      await world.start(account, { as: 'negative', resource: 'negative', priority: -1 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      world.step('send a headline to the bare JID')
      const mark = client.message({ to: instance.bare, type: 'headline', body: 'news' })
      await client.barrier()
      const until = await client.fence(instance)
      world.check(
        'RFC6121-5.2.2-b',
        once(
          'The resource with non-negative priority receives it.',
          { name: 'message', mark },
          { at: instance.id, after: { mark }, until },
        ),
      )
    },
  ),
]
