import { oneOf, type Scenario, scenario } from '../../../harness/index.js'

export const probes: Scenario[] = [
  // RFC 6121 4.3.2
  scenario(
    'discovery/presence/probe/at-login/available',
    { proves: ['RFC6121-4.3.2-a'], role: 'server' },
    async (world) => {
      world.step('subscribe to a contact with two resources')
      const user = await world.account('observer')
      const observer = await world.start(user, { as: 'observer', priority: 0 })
      const account = await world.account('contact')
      const one = await world.start(account, { as: 'one', priority: 0 })
      await world.subscribe(observer, one)
      const two = await world.start(account, { as: 'two' })
      const latest = [one.presence({ status: 'later' }), two.presence()]
      await one.barrier()
      await two.barrier()

      world.step('let the server probe for another resource of the subscriber')
      const later = await world.start(user, { as: 'later' })
      const mark = later.presence()
      const within = world.subject.bounds.route
      await later.receive({ name: 'presence', mark: latest[0]! }, within)
      await later.receive({ name: 'presence', mark: latest[1]! }, within)
      world.check(
        'RFC6121-4.3.2-a',
        oneOf(
          { name: 'presence', attrs: { type: null }, fromBare: one.bare },
          [
            {
              verdict: 'pass',
              says: 'The latest presence of each available resource arrives, from its full JID.',
              when: [
                { see: { attrs: { from: one.jid }, mark: latest[0]! }, times: [1, null] },
                { see: { attrs: { from: two.jid }, mark: latest[1]! }, times: [1, null] },
              ],
            },
          ],
          { at: later.id, after: { mark }, until: await later.barrier(), within },
        ),
      )
    },
  ),
  scenario(
    'discovery/presence/probe/by-client/available',
    { proves: ['RFC6121-4.3.2-a'], role: 'server' },
    async (world) => {
      world.step('subscribe to a contact with two resources')
      const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
      const account = await world.account('contact')
      const one = await world.start(account, { as: 'one', priority: 0 })
      await world.subscribe(observer, one)
      const two = await world.start(account, { as: 'two' })
      const latest = [one.presence({ status: 'later' }), two.presence()]
      const directed = one.presence({ to: observer.jid, status: 'only for you' })
      await one.fence(observer)
      await two.fence(observer)

      world.step('probe the bare JID')
      const mark = observer.presence({ to: one.bare, type: 'probe' })
      await observer.barrier()
      await one.fence(observer)
      const until = await two.fence(observer)
      world.check(
        'RFC6121-4.3.2-a',
        oneOf(
          { name: 'presence', fromBare: one.bare },
          [
            {
              verdict: 'pass',
              says: 'The latest broadcast presence of each available resource answers, from its full JID.',
              when: [
                { see: { attrs: { from: one.jid, type: null }, mark: latest[0]! }, times: [1, 1] },
                { see: { attrs: { from: two.jid, type: null }, mark: latest[1]! }, times: [1, 1] },
                { see: { mark: directed }, times: [0, 0] },
              ],
            },
            {
              verdict: 'inapplicable',
              says: 'Nothing answers: the server may not carry probes that clients send (RFC 6121 4.7.1).',
              when: [{ see: {}, times: [0, 0] }],
            },
            {
              verdict: 'inapplicable',
              says: 'The server does not carry probes that clients send (RFC 6121 4.7.1), and says so.',
              when: [{ see: { attrs: { type: 'error', id: mark } }, times: [1, 1] }],
            },
          ],
          { at: observer.id, after: { mark }, until },
        ),
      )
    },
  ),
  scenario(
    'discovery/presence/probe/at-login/unavailable',
    { proves: ['RFC6121-4.3.2-b'], role: 'server' },
    async (world) => {
      world.step('subscribe to a contact that becomes unavailable')
      const user = await world.account('observer')
      const observer = await world.start(user, { as: 'observer', priority: 0 })
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      await world.subscribe(observer, contact)
      contact.presence({ type: 'unavailable' })
      await contact.barrier()

      world.step('let the server probe for another resource of the subscriber')
      const later = await world.start(user, { as: 'later' })
      const mark = later.presence()
      const gone = { name: 'presence', attrs: { from: contact.bare, type: 'unavailable' } }
      const within = world.subject.bounds.route
      await later.receive(gone, within)
      world.check(
        'RFC6121-4.3.2-b',
        oneOf(
          gone,
          [
            {
              verdict: 'pass',
              says: 'One unavailable presence from the bare JID arrives.',
              when: [{ see: gone, times: [1, 1] }],
            },
          ],
          { at: later.id, after: { mark }, until: await contact.fence(later), within },
        ),
      )
    },
  ),
  scenario(
    'discovery/presence/probe/by-client/unavailable',
    { proves: ['RFC6121-4.3.2-b'], role: 'server' },
    async (world) => {
      world.step('subscribe to a contact that becomes unavailable')
      const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      await world.subscribe(observer, contact)
      await world.requiresProbes(observer)
      contact.presence({ type: 'unavailable' })
      await contact.fence(observer)

      world.step('probe the bare JID')
      const mark = observer.presence({ to: contact.bare, type: 'probe' })
      await observer.barrier()
      const until = await contact.fence(observer)
      const gone = { attrs: { from: contact.bare, type: 'unavailable' } }
      world.check(
        'RFC6121-4.3.2-b',
        oneOf(
          { name: 'presence', fromBare: contact.bare },
          [
            {
              verdict: 'pass',
              says: 'One unavailable presence from the bare JID answers, with the probe’s id.',
              when: [
                { see: { attrs: { ...gone.attrs, id: mark } }, times: [1, 1] },
                { see: gone, times: [1, 1] },
              ],
            },
            {
              verdict: 'pass-lax',
              says: 'One unavailable presence from the bare JID answers, without the probe’s id.',
              when: [{ see: gone, times: [1, 1] }],
            },
            {
              verdict: 'inapplicable',
              says: 'The server does not carry probes that clients send (RFC 6121 4.7.1), and says so.',
              when: [{ see: { attrs: { type: 'error', id: mark } }, times: [1, 1] }],
            },
          ],
          { at: observer.id, after: { mark }, until },
        ),
      )
    },
  ),
]
