import { el, once, oneOf, type Scenario, scenario, some } from '../../../harness/index.js'
import { CONTENT } from './content.js'

/** Ends of a session without unavailable presence: the closing tag, FIN and RST. */
const ENDS = ['close', 'fin', 'reset'] as const

export const ends: Scenario[] = [
  // RFC 6121 4.5.2
  scenario(
    'discovery/presence/end/subscriber/unavailable',
    { proves: ['RFC6121-4.5.2-b', 'RFC6120-10.3.2-a'], role: 'server' },
    async (world) => {
      world.step('subscribe to the contact')
      const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      await world.subscribe(observer, contact)

      world.step('send unavailable presence')
      const mark = contact.presence({ type: 'unavailable' })
      const until = await contact.fence(observer)
      const question = some(
        'The subscriber receives unavailable presence from the full JID.',
        { name: 'presence', attrs: { from: contact.jid, type: 'unavailable' } },
        { at: observer.id, after: { mark }, until },
      )
      world.check('RFC6121-4.5.2-b', question)
      world.check('RFC6120-10.3.2-a', question)
    },
  ),
  ...ENDS.map((end) =>
    scenario(
      `discovery/presence/end/subscriber/${end}`,
      {
        proves: ['RFC6121-4.5.2-b', 'RFC6121-4.5.2-e'],
        role: 'server',
        needs: end === 'reset' ? ['rst'] : [],
        parameters: { end },
      },
      async (world) => {
        world.step('subscribe to the contact')
        const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
        const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
        await world.subscribe(observer, contact)

        world.step('end the session without unavailable presence')
        await contact[end]()
        const gone = { name: 'presence', attrs: { from: contact.jid, type: 'unavailable' } }
        const within = world.subject.bounds.unavailable
        await observer.receive(gone, within)
        const question = some('The subscriber receives unavailable presence from the full JID.', gone, {
          at: observer.id,
          after: { endOf: contact.id },
          until: await observer.barrier(),
          within,
        })
        world.check('RFC6121-4.5.2-b', question)
        world.check('RFC6121-4.5.2-e', question)
      },
    ),
  ),
  scenario(
    'discovery/presence/end/content',
    { proves: ['RFC6121-4.5.2-c'], role: 'server' },
    async (world) => {
      world.step('subscribe to the contact')
      const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      await world.subscribe(observer, contact)

      world.step('send unavailable presence with content')
      const mark = contact.presence({
        type: 'unavailable',
        status: 'in the engine room',
        payload: [el('load', { xmlns: 'urn:example:load', jobs: '3' })],
      })
      const until = await contact.fence(observer)
      const gone = { name: 'presence', attrs: { from: contact.jid, type: 'unavailable' } }
      world.check(
        'RFC6121-4.5.2-c',
        oneOf(
          gone,
          [
            {
              verdict: 'pass',
              says: 'The subscriber receives the unavailable presence with all its content.',
              when: CONTENT.map((has) => ({ see: { ...gone, mark, has }, times: [1, 1] })),
            },
          ],
          { at: observer.id, after: { mark }, until },
        ),
      )
    },
  ),
  scenario(
    'discovery/presence/end/own/sender',
    { proves: ['RFC6121-4.5.2-d'], role: 'server' },
    async (world) => {
      world.step('start a resource')
      const sender = await world.start(await world.account('service'), { as: 'sender', priority: 0 })

      world.step('send unavailable presence')
      const mark = sender.presence({ type: 'unavailable' })
      world.check(
        'RFC6121-4.5.2-d',
        once(
          'The sender receives its own unavailable presence.',
          { name: 'presence', attrs: { from: sender.jid, type: 'unavailable' }, mark },
          { at: sender.id, after: { mark }, until: await sender.barrier() },
        ),
      )
    },
  ),
  scenario(
    'discovery/presence/end/own/sibling/unavailable',
    { proves: ['RFC6121-4.5.2-d'], role: 'server' },
    async (world) => {
      world.step('start two resources of one account')
      const account = await world.account('service')
      const sibling = await world.start(account, { as: 'sibling', priority: 0 })
      const sender = await world.start(account, { as: 'sender', priority: 0 })

      world.step('send unavailable presence')
      const mark = sender.presence({ type: 'unavailable' })
      const until = await sender.fence(sibling)
      world.check(
        'RFC6121-4.5.2-d',
        some(
          'The sibling receives unavailable presence from the full JID.',
          { name: 'presence', attrs: { from: sender.jid, type: 'unavailable' } },
          { at: sibling.id, after: { mark }, until },
        ),
      )
    },
  ),
  ...ENDS.map((end) =>
    scenario(
      `discovery/presence/end/own/sibling/${end}`,
      {
        proves: ['RFC6121-4.5.2-d'],
        role: 'server',
        needs: end === 'reset' ? ['rst'] : [],
        parameters: { end },
      },
      async (world) => {
        world.step('start two resources of one account')
        const account = await world.account('service')
        const sibling = await world.start(account, { as: 'sibling', priority: 0 })
        const sender = await world.start(account, { as: 'sender', priority: 0 })

        world.step('end a session without unavailable presence')
        await sender[end]()
        const gone = { name: 'presence', attrs: { from: sender.jid, type: 'unavailable' } }
        const within = world.subject.bounds.unavailable
        await sibling.receive(gone, within)
        world.check(
          'RFC6121-4.5.2-d',
          some('The sibling receives unavailable presence from the full JID.', gone, {
            at: sibling.id,
            after: { endOf: sender.id },
            until: await sibling.barrier(),
            within,
          }),
        )
      },
    ),
  ),
]
