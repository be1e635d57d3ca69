import { el, NS, none, type Scenario, scenario, some } from '../../harness/index.js'
import { WAYS } from './ways.js'

const SENDERS = ['client', 'service'] as const
const STATES = ['available', 'connected'] as const

const all = WAYS.flatMap((way) =>
  SENDERS.flatMap((sender) => STATES.map((state) => ({ way, sender, state }))),
)

// RFC 6121 4.6.3, second and third case: either side of a session is told that the other is gone, once that is noticed.
const targets: Scenario[] = all.map(({ way: { how, path, needs, does }, sender, state }) => {
  const proves = state === 'available' ? ['RFC6121-4.6.3-b', 'DIX-PRES-c'] : ['RFC6121-4.6.3-c']
  return scenario(
    `${path.ends}/target/${state}/${sender}`,
    { proves, role: 'server', needs, profile: 'silence', parameters: { state, sender } },
    async (world) => {
      world.step(`start a service instance and a client; the ${sender} is ${state}`)
      const given = state === 'available' ? { priority: 100 } : {}
      const leaving = await world.start(await world.account(sender), { as: sender, ...given })
      const target = await world.start(await world.account('peer'), { as: 'peer', priority: 0 })

      world.step(`send directed presence from the ${sender}`)
      leaving.presence({ to: target.jid })
      await leaving.fence(target)

      world.step(`${does}: the ${sender}`)
      const after = await world.end(leaving, how)
      const within = world.silence
      const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: leaving.jid } }
      await target.receive(unavailable, within)
      const where = { at: target.id, after, until: await target.barrier(), within }
      const says = 'The target of directed presence is told, when the silence is noticed.'
      for (const id of proves) world.check(id, some(says, unavailable, where))
    },
  )
})

// RFC 6121 4.5.2: the server does not depend on clients saying that they leave.
const broadcast = WAYS.map(({ how, path, needs, does }) =>
  scenario(
    `${path.ends}/broadcast`,
    {
      proves: ['RFC6121-4.5.2-b', 'RFC6121-4.5.2-d', 'RFC6121-4.5.2-e'],
      role: 'server',
      needs,
      profile: 'silence',
    },
    async (world) => {
      world.step('start a contact with a sibling, and a subscriber')
      const account = await world.account('contact')
      const contact = await world.start(account, { as: 'contact', resource: 'i1', priority: 100 })
      const sibling = await world.start(account, { as: 'sibling', resource: 'i2', priority: -1 })
      const subscriber = await world.start(await world.account('subscriber'), {
        as: 'subscriber',
        priority: 0,
      })
      await world.subscribe(subscriber, contact)

      world.step(`${does}: the contact`)
      const after = await world.end(contact, how)
      const within = world.silence
      const gone = { name: 'presence', attrs: { type: 'unavailable', from: contact.jid } }
      await Promise.all([sibling, subscriber].map((each) => each.receive(gone, within)))
      const atSibling = { at: sibling.id, after, until: await sibling.barrier(), within }
      const atSubscriber = { at: subscriber.id, after, until: await subscriber.barrier(), within }
      const told = 'The subscriber is told, when the silence is noticed.'
      world.check('RFC6121-4.5.2-b', some(told, gone, atSubscriber))
      world.check('RFC6121-4.5.2-e', some(told, gone, atSubscriber))
      world.check('RFC6121-4.5.2-d', some('The sibling is told, too.', gone, atSibling))
    },
  ),
)

// A client that goes on says so: whoever answers, or writes at all, is not silent.
const alive = scenario(
  'silence/ends/not-the-living',
  { proves: ['CHAOS-02'], role: 'server', needs: ['silence'], profile: 'silence' },
  async (world) => {
    world.step(
      'start a service instance that only answers pings, and a client that gets its directed presence',
    )
    const instance = await world.start(await world.account('service'), { as: 'instance', priority: 100 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    instance.presence({ to: client.jid })
    const after = { mark: instance.presence({ to: client.jid, status: 'idle' }) }
    await instance.fence(client)

    world.step('wait for as long as silence takes to be noticed, and ping the instance')
    await world.elapse(world.silence)
    const mark = client.message({ to: instance.bare, payload: [el('ping', { xmlns: NS.dix })] })
    const [, until] = await client.fences([instance, client])
    const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: instance.jid } }
    const says = 'Nobody is told that an instance is gone which answers what the server asks it.'
    world.check('CHAOS-02', none(says, unavailable, { at: client.id, after, until: until! }))
    const where = { at: instance.id, after: { mark }, until: await instance.barrier() }
    world.check('CHAOS-02', some('The idle instance receives the ping.', { name: 'message', mark }, where))
  },
)

export const ends: Scenario[] = [...targets, ...broadcast, alive]
