import { el, NS, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'
import { CONTENT } from './content.js'

/** Roster states in which a contact is subscribed to the user's presence. */
const SUBSCRIBED = ['from', 'both'] as const

/** Whose view of the own account's presence is looked at. */
const OWN = ['sender', 'sibling'] as const

export const broadcast: Scenario[] = [
  // RFC 6121 4.2.2
  ...SUBSCRIBED.map((state) =>
    scenario(
      `discovery/presence/initial/subscriber/${state}`,
      { proves: ['RFC6121-4.2.2-a', 'RFC6120-10.3.2-a'], role: 'server', parameters: { state } },
      async (world) => {
        world.step(`bring the subscription into the state ${state}`)
        const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
        const account = await world.account('contact')
        const first = await world.start(account, { as: 'first', priority: 0 })
        await world.subscribe(observer, first)
        if (state === 'both') await world.subscribe(first, observer)

        world.step('send initial presence from another resource')
        const second = await world.start(account, { as: 'second' })
        const mark = second.presence()
        const until = await second.fence(observer)
        const question = once(
          'The subscriber receives the initial presence, from the full JID.',
          { name: 'presence', attrs: { from: second.jid, type: null }, mark },
          { at: observer.id, after: { mark }, until },
        )
        world.check('RFC6121-4.2.2-a', question)
        world.check('RFC6120-10.3.2-a', question)
      },
    ),
  ),
  ...OWN.map((whose) =>
    scenario(
      `discovery/presence/initial/own/${whose}`,
      { proves: ['RFC6121-4.2.2-b'], role: 'server', parameters: { whose } },
      async (world) => {
        world.step('start two resources of one account')
        const account = await world.account('service')
        const sibling = await world.start(account, { as: 'sibling', priority: 0 })
        const sender = await world.start(account, { as: 'sender' })

        world.step('send initial presence')
        const mark = sender.presence()
        const watched = whose === 'sender' ? sender : sibling
        const until = whose === 'sender' ? await sender.barrier() : await sender.fence(sibling)
        // One with a delay answers a probe: some servers probe the own account, whose answers all resources get.
        const lacks = { name: 'delay', ns: NS.delay }
        world.check(
          'RFC6121-4.2.2-b',
          once(
            `The ${whose} receives the initial presence.`,
            { name: 'presence', attrs: { from: sender.jid, type: null }, mark, lacks },
            { at: watched.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
  // RFC 6121 4.4.2
  ...SUBSCRIBED.map((state) =>
    scenario(
      `discovery/presence/update/subscriber/${state}`,
      { proves: ['RFC6121-4.4.2-a', 'RFC6120-10.3.2-a'], role: 'server', parameters: { state } },
      async (world) => {
        world.step(`bring the subscription into the state ${state}`)
        const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
        const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
        await world.subscribe(observer, contact)
        if (state === 'both') await world.subscribe(contact, observer)

        world.step('send a later presence')
        const mark = contact.presence({
          status: 'in the engine room',
          payload: [el('load', { xmlns: 'urn:example:load', jobs: '3' })],
        })
        const until = await contact.fence(observer)
        const update = { name: 'presence', attrs: { from: contact.jid, type: null }, mark }
        const where = { at: observer.id, after: { mark }, until }
        world.check(
          'RFC6121-4.4.2-a',
          oneOf(
            update,
            [
              {
                verdict: 'pass',
                says: 'The subscriber receives the presence with all its content.',
                when: CONTENT.map((has) => ({ see: { ...update, has }, times: [1, 1] })),
              },
            ],
            where,
          ),
        )
        world.check('RFC6120-10.3.2-a', once('The subscriber receives the presence.', update, where))
      },
    ),
  ),
  ...OWN.map((whose) =>
    scenario(
      `discovery/presence/update/own/${whose}`,
      { proves: ['RFC6121-4.4.2-b'], role: 'server', parameters: { whose } },
      async (world) => {
        world.step('start two resources of one account')
        const account = await world.account('service')
        const sibling = await world.start(account, { as: 'sibling', priority: 0 })
        const sender = await world.start(account, { as: 'sender', priority: 0 })

        world.step('send a later presence')
        const mark = sender.presence({
          status: 'in the engine room',
          payload: [el('load', { xmlns: 'urn:example:load', jobs: '3' })],
        })
        const watched = whose === 'sender' ? sender : sibling
        const until = whose === 'sender' ? await sender.barrier() : await sender.fence(sibling)
        const update = { name: 'presence', attrs: { from: sender.jid, type: null }, mark }
        world.check(
          'RFC6121-4.4.2-b',
          oneOf(
            update,
            [
              {
                verdict: 'pass',
                says: `The ${whose} receives the presence with all its content.`,
                when: CONTENT.map((has) => ({ see: { ...update, has }, times: [1, 1] })),
              },
            ],
            { at: watched.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
]
