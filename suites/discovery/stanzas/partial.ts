import { NS, none, once, type Scenario, scenario } from '../../../harness/index.js'

// RFC 6120 8: a stanza is processed as a whole or not at all.
export const partial: Scenario[] = [
  scenario(
    'discovery/stanzas/partial/message/stalled',
    { proves: ['RFC6120-8-a'], role: 'server' },
    async (world) => {
      const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
      const receiver = await world.start(await world.account('receiver'), {
        as: 'receiver',
        resource: 'here',
        priority: 0,
      })
      world.step('write half a message')
      const before = await sender.fence(receiver)
      const mark = world.mark()
      sender.connection.write(
        `<message to='${receiver.jid}' id='${mark}'><mark xmlns='${NS.assay}' id='${mark}'/><body>one`,
      )
      await receiver.barrier()
      const stalled = await receiver.barrier()
      world.check(
        'RFC6120-8-a',
        none(
          'Nothing of the message arrives before it is complete.',
          { mark },
          { at: receiver.id, after: { mark: before }, until: stalled },
        ),
      )
      world.step('write the rest')
      sender.connection.write(' and two</body></message>')
      const until = await sender.fence(receiver)
      world.check(
        'RFC6120-8-a',
        once(
          'The message arrives once, and whole.',
          { mark, has: { name: 'body', text: 'one and two' } },
          { at: receiver.id, after: { mark: before }, until },
        ),
      )
    },
  ),
  scenario(
    'discovery/stanzas/partial/presence/stalled',
    { proves: ['RFC6120-8-a'], role: 'server' },
    async (world) => {
      const account = await world.account('service')
      const sibling = await world.start(account, { as: 'sibling', resource: 'sibling', priority: 0 })
      const instance = await world.start(account, { as: 'instance', resource: 'instance', priority: 5 })
      world.step('write half a presence')
      const before = await instance.fence(sibling)
      const mark = world.mark()
      instance.connection.write(`<presence id='${mark}'><mark xmlns='${NS.assay}' id='${mark}'/><priority>1`)
      await sibling.barrier()
      const stalled = await sibling.barrier()
      world.check(
        'RFC6120-8-a',
        none(
          'Nothing of the presence is broadcast before it is complete.',
          { mark },
          { at: sibling.id, after: { mark: before }, until: stalled },
        ),
      )
      world.step('write the rest')
      instance.connection.write('27</priority></presence>')
      const until = await instance.fence(sibling)
      world.check(
        'RFC6120-8-a',
        once(
          'The presence is broadcast once, with priority 127.',
          { mark, has: { name: 'priority', text: '127' } },
          { at: sibling.id, after: { mark: before }, until },
        ),
      )
    },
  ),
  ...(['fin', 'reset'] as const).flatMap((end) => [
    scenario(
      `discovery/stanzas/partial/message/${end}`,
      { proves: ['RFC6120-8-a'], role: 'server', needs: end === 'reset' ? ['rst'] : [], parameters: { end } },
      async (world) => {
        const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
        const receiver = await world.start(await world.account('receiver'), {
          as: 'receiver',
          resource: 'here',
          priority: 0,
        })
        world.step('write half a message, and end the connection')
        sender.presence({ to: receiver.jid })
        const before = await sender.fence(receiver)
        const mark = world.mark()
        sender.connection.write(
          `<message to='${receiver.jid}' id='${mark}'><mark xmlns='${NS.assay}' id='${mark}'/><body>half`,
        )
        await receiver.barrier()
        sender[end]()
        const gone = { name: 'presence', attrs: { type: 'unavailable', from: sender.jid } }
        await receiver.receive(gone, world.subject.bounds.unavailable)
        const until = await receiver.barrier()
        world.check(
          'RFC6120-8-a',
          none(
            'Nothing of the message arrives.',
            { mark },
            { at: receiver.id, after: { mark: before }, until },
          ),
        )
      },
    ),
    scenario(
      `discovery/stanzas/partial/presence/${end}`,
      { proves: ['RFC6120-8-a'], role: 'server', needs: end === 'reset' ? ['rst'] : [], parameters: { end } },
      async (world) => {
        const account = await world.account('service')
        const sibling = await world.start(account, { as: 'sibling', resource: 'sibling', priority: 0 })
        const instance = await world.start(account, { as: 'instance', resource: 'instance', priority: 5 })
        world.step('write half a presence, and end the connection')
        const before = await instance.fence(sibling)
        const mark = world.mark()
        instance.connection.write(
          `<presence id='${mark}'><mark xmlns='${NS.assay}' id='${mark}'/><priority>1`,
        )
        await sibling.barrier()
        instance[end]()
        const gone = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
        await sibling.receive(gone, world.subject.bounds.unavailable)
        const until = await sibling.barrier()
        world.check(
          'RFC6120-8-a',
          none(
            'Nothing of the presence is broadcast.',
            { mark },
            { at: sibling.id, after: { mark: before }, until },
          ),
        )
      },
    ),
  ]),
]
