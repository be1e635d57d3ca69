import { none, once, type Scenario, scenario, some } from '../../../harness/index.js'

/** When a resource is merely connected: before its initial presence, and after it became unavailable. */
const CONNECTED = ['before', 'after'] as const

export const session: Scenario[] = [
  // RFC 6121 4.1
  ...CONNECTED.map((when) =>
    scenario(
      `discovery/presence/session/${when}/hears-no-broadcast`,
      { proves: ['RFC6121-4.1-a'], role: 'server', parameters: { when } },
      async (world) => {
        world.step('start an available and a connected resource of a subscriber')
        const user = await world.account('user')
        const available = await world.start(user, { as: 'available', priority: 0 })
        const connected = await world.start(user, { as: 'connected' })
        const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
        await world.subscribe(available, contact)
        if (when === 'after') {
          connected.presence()
          connected.presence({ type: 'unavailable' })
        }
        await connected.barrier()

        world.step('send a later presence')
        const mark = contact.presence()
        world.check(
          'RFC6121-4.1-a',
          none(
            'The connected resource receives no presence of contacts.',
            { name: 'presence', attrs: { from: contact.jid }, mark },
            { at: connected.id, after: { mark }, until: await contact.fence(connected) },
          ),
        )
      },
    ),
  ),
  ...CONNECTED.map((when) =>
    scenario(
      `discovery/presence/session/${when}/is-passed-by`,
      { proves: ['RFC6121-4.1-a'], role: 'server', parameters: { when } },
      async (world) => {
        world.step('start an available and a connected resource')
        const account = await world.account('service')
        const available = await world.start(account, { as: 'available', priority: 0 })
        const connected = await world.start(account, { as: 'connected' })
        if (when === 'after') {
          connected.presence({ priority: 5 })
          connected.presence({ type: 'unavailable' })
        }
        await connected.barrier()
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step('send a message to the bare JID')
        const mark = client.message({ to: available.bare, body: 'which of you?' })
        await client.fences([available, connected, client])
        world.check('RFC6121-4.1-a', { judge: 'exclusion', args: { mark, passesBy: 'connected' } })
      },
    ),
  ),
  // RFC 6121 4.5.2, its last paragraph
  scenario(
    'discovery/presence/session/again/broadcast',
    { proves: ['RFC6121-4.5.2-f'], role: 'server' },
    async (world) => {
      world.step('subscribe to the contact')
      const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      await world.subscribe(observer, contact)

      world.step('become unavailable and available again')
      contact.presence({ type: 'unavailable' })
      await contact.barrier()
      const mark = contact.presence()
      const until = await contact.fence(observer)
      world.check(
        'RFC6121-4.5.2-f',
        once(
          'The subscriber receives the presence as it would initial presence.',
          { name: 'presence', attrs: { from: contact.jid, type: null }, mark },
          { at: observer.id, after: { mark }, until },
        ),
      )
    },
  ),
  scenario(
    'discovery/presence/session/again/hears-broadcasts',
    { proves: ['RFC6121-4.5.2-f'], role: 'server' },
    async (world) => {
      world.step('subscribe to the contact')
      const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
      const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
      await world.subscribe(observer, contact)

      world.step('become unavailable and available again')
      observer.presence({ type: 'unavailable' })
      await observer.barrier()
      observer.presence()
      await observer.barrier()

      world.step('send a later presence of the contact')
      const mark = contact.presence()
      const until = await contact.fence(observer)
      world.check(
        'RFC6121-4.5.2-f',
        once(
          'The resource receives the presence of contacts again.',
          { name: 'presence', attrs: { from: contact.jid, type: null }, mark },
          { at: observer.id, after: { mark }, until },
        ),
      )
    },
  ),
  scenario(
    'discovery/presence/session/again/reachable',
    { proves: ['RFC6121-4.5.2-f'], role: 'server' },
    async (world) => {
      world.step('become unavailable and available again')
      const instance = await world.start(await world.account('service'), { as: 'instance', priority: 1 })
      instance.presence({ type: 'unavailable' })
      await instance.barrier()
      instance.presence({ priority: 1 })
      await instance.barrier()
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step('send a message to the bare JID')
      const mark = client.message({ to: instance.bare, body: 'which of you?' })
      const [until = ''] = await client.fences([instance, client])
      world.check(
        'RFC6121-4.5.2-f',
        some(
          'The resource receives the message.',
          { name: 'message', attrs: { from: client.jid }, mark },
          { at: instance.id, after: { mark }, until },
        ),
      )
    },
  ),
]
