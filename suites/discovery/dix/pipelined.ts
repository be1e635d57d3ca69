import { el, markElement, none, once, type Scenario, scenario, some } from '../../../harness/index.js'

// RFC 6120 10.1: what a presence changes holds for the very next stanza, also in the same piece of TCP data.
export const pipelined: Scenario[] = [
  ...(['negative', 'unavailable'] as const).map((presence) =>
    scenario(
      `discovery/dix/pipelined/${presence}-then-own-bare-jid`,
      { proves: ['RFC6120-10.1-c'], role: 'server', parameters: { presence } },
      async (world) => {
        world.step('start two instances')
        const service = await world.account('service')
        const first = await world.start(service, { as: 'first', resource: 'first', priority: 100 })
        const second = await world.start(service, { as: 'second', resource: 'second', priority: 50 })

        world.step(`send ${presence} presence and a message to the own bare JID at once`)
        const mark = world.mark()
        first.send(
          presence === 'negative'
            ? el('presence', {}, el('priority', {}, '-1'))
            : el('presence', { type: 'unavailable' }),
          el('message', { to: first.bare, id: mark }, el('body', {}, 'not for me'), markElement(mark)),
        )
        const [atFirst, atSecond] = await first.fences([first, second])
        const copy = { name: 'message', mark, lacks: { name: 'error' } }
        const own = { at: first.id, after: { mark }, until: atFirst! }
        const other = { at: second.id, after: { mark }, until: atSecond! }
        world.check('RFC6120-10.1-c', none('The sender, no longer eligible, receives no copy.', copy, own))
        world.check('RFC6120-10.1-c', some('The only eligible resource receives it.', copy, other))
      },
    ),
  ),
  scenario(
    'discovery/dix/pipelined/up-and-down',
    { proves: ['RFC6120-10.1-c'], role: 'server' },
    async (world) => {
      world.step('start an instance')
      const instance = await world.start(await world.account('service'), { as: 'instance', priority: 0 })

      world.step('send presence and messages to the own bare JID, up and down, at once')
      const [up, down] = [world.mark(), world.mark()]
      const to = instance.bare
      instance.send(
        el('presence', {}, el('priority', {}, '5')),
        el('message', { to, id: up }, el('body', {}, 'for me'), markElement(up)),
        el('presence', {}, el('priority', {}, '-1')),
        el('message', { to, id: down }, el('body', {}, 'not for me'), markElement(down)),
      )
      const until = await instance.fence(instance)
      const where = { at: instance.id, after: { mark: up }, until }
      const copy = { name: 'message', mark: up, lacks: { name: 'error' } }
      const says = 'The message behind priority 5 arrives, once, whatever follows it.'
      world.check('RFC6120-10.1-c', once(says, copy, where))
    },
  ),
  scenario(
    'discovery/dix/pipelined/down-and-up',
    { proves: ['RFC6120-10.1-c'], role: 'server' },
    async (world) => {
      world.step('start a drained instance')
      const instance = await world.start(await world.account('service'), { as: 'instance', priority: -1 })

      world.step('become available again and message the own bare JID at once')
      const mark = world.mark()
      instance.send(
        el('presence', {}, el('priority', {}, '5')),
        el('message', { to: instance.bare, id: mark }, el('body', {}, 'for me'), markElement(mark)),
      )
      const where = { at: instance.id, after: { mark }, until: await instance.fence(instance) }
      const copy = { name: 'message', mark, lacks: { name: 'error' } }
      world.check('RFC6120-10.1-c', once('The message behind priority 5 arrives, once.', copy, where))
    },
  ),
]
