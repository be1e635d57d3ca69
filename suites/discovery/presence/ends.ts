import { el, once, oneOf, type Scenario, scenario, some } from '../../../harness/index.js'
import { ENDS } from '../directed/ends.js'
import { CONTENT } from './content.js'

/** Ends of a session without unavailable presence. */
const BROKEN = ENDS.filter(({ how }) => how !== 'unavailable')

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
  ...BROKEN.map(({ how, needs }) =>
    scenario(
      `discovery/presence/end/subscriber/${how}`,
      {
        proves: ['RFC6121-4.5.2-b', 'RFC6121-4.5.2-e'],
        role: 'server',
        needs: [...needs],
        parameters: { how },
      },
      async (world) => {
        world.step('subscribe to the contact')
        const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
        const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
        await world.subscribe(observer, contact)

        world.step('end the session without unavailable presence')
        const after = await world.end(contact, how)
        const gone = { name: 'presence', attrs: { from: contact.jid, type: 'unavailable' } }
        const within = world.subject.bounds.unavailable
        await observer.receive(gone, within)
        const question = some('The subscriber receives unavailable presence from the full JID.', gone, {
          at: observer.id,
          after,
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
  ...BROKEN.map(({ how, needs }) =>
    scenario(
      `discovery/presence/end/own/sibling/${how}`,
      {
        proves: ['RFC6121-4.5.2-d'],
        role: 'server',
        needs: [...needs],
        parameters: { how },
      },
      async (world) => {
        world.step('start two resources of one account')
        const account = await world.account('service')
        const sibling = await world.start(account, { as: 'sibling', priority: 0 })
        const sender = await world.start(account, { as: 'sender', priority: 0 })

        world.step('end a session without unavailable presence')
        const after = await world.end(sender, how)
        const gone = { name: 'presence', attrs: { from: sender.jid, type: 'unavailable' } }
        const within = world.subject.bounds.unavailable
        await sibling.receive(gone, within)
        world.check(
          'RFC6121-4.5.2-d',
          some('The sibling receives unavailable presence from the full JID.', gone, {
            at: sibling.id,
            after,
            until: await sibling.barrier(),
            within,
          }),
        )
      },
    ),
  ),
]
