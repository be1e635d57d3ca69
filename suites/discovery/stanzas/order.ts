import { el, markElement, type Scenario, scenario } from '../../../harness/index.js'

const MIX = [
  'message',
  'presence',
  'iq',
  'message',
  'iq',
  'presence',
  'message',
  'presence',
  'iq',
  'iq',
  'message',
] as const
const BARE_AND_FULL = [
  'bare',
  'jid',
  'bare',
  'bare',
  'jid',
  'jid',
  'bare',
  'jid',
  'bare',
  'jid',
  'jid',
  'bare',
] as const

// RFC 6120 10.1
export const order: Scenario[] = [
  scenario('discovery/stanzas/order/kinds', { proves: ['RFC6120-10.1-a'], role: 'server' }, async (world) => {
    const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
    const receiver = await world.start(await world.account('receiver'), {
      as: 'receiver',
      resource: 'here',
      priority: 0,
    })
    receiver.presence({ to: sender.jid })
    await receiver.barrier()
    world.step('send messages, presences and requests in one piece of TCP data')
    const stanzas = MIX.map((kind) => ({ kind, mark: world.mark() }))
    sender.send(
      ...stanzas.map(({ kind, mark }) =>
        el(kind, { to: receiver.jid, type: kind === 'iq' ? 'get' : undefined, id: mark }, markElement(mark)),
      ),
    )
    await sender.barrier()
    await sender.fence(receiver)
    const marks = stanzas.map(({ mark }) => mark)
    world.check('RFC6120-10.1-a', { judge: 'order', args: { at: receiver.id, marks } })
  }),
  scenario(
    'discovery/stanzas/order/own-stream',
    { proves: ['RFC6120-10.1-a'], role: 'server' },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      world.step('change the priority between messages to the own account')
      const stanzas = [3, 1, 4, 1, 5].flatMap((priority) => {
        const [presence, message] = [world.mark(), world.mark()]
        return [
          {
            mark: presence,
            element: el(
              'presence',
              { id: presence },
              el('priority', {}, String(priority)),
              markElement(presence),
            ),
          },
          {
            mark: message,
            element: el(
              'message',
              { to: client.bare, type: 'chat', id: message },
              el('body', {}, 'tick'),
              markElement(message),
            ),
          },
        ]
      })
      client.send(...stanzas.map(({ element }) => element))
      await client.barrier()
      const marks = stanzas.map(({ mark }) => mark)
      world.check('RFC6120-10.1-a', { judge: 'order', args: { at: client.id, marks } })
    },
  ),
  ...(['chat', 'normal'] as const).map((type) =>
    scenario(
      `discovery/stanzas/order/bare-and-full/${type}`,
      { proves: ['RFC6120-10.1-b'], role: 'server', parameters: { type } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const instance = await world.start(await world.account('service'), {
          as: 'instance',
          resource: 'here',
          priority: 5,
        })
        world.step('send messages to the bare and to the full JID in one piece of TCP data')
        const messages = BARE_AND_FULL.map((address) => ({ address, mark: world.mark() }))
        client.send(
          ...messages.map(({ address, mark }) =>
            el(
              'message',
              { to: instance[address], type, id: mark },
              el('body', {}, 'tick'),
              markElement(mark),
            ),
          ),
        )
        await client.barrier()
        await client.fence(instance)
        const marks = messages.map(({ mark }) => mark)
        world.check('RFC6120-10.1-b', { judge: 'order', args: { at: instance.id, marks } })
      },
    ),
  ),
]
