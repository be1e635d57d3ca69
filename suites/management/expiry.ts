import { el, NS, oneOf, type Scenario, scenario, some } from '../../harness/index.js'

/** Whom the message is for, when it is sent, and whether anybody else could receive it at once. */
const CASES = [
  { to: 'bare', type: 'chat', when: 'while-away', other: 50 },
  { to: 'bare', type: 'chat', when: 'while-away', other: -1 },
  { to: 'bare', type: 'normal', when: 'unacknowledged', other: -1 },
  { to: 'full', type: 'chat', when: 'unacknowledged', other: 50 },
  { to: 'full', type: 'normal', when: 'while-away', other: 50 },
] as const

// XEP-0198 4: returned, given to another resource, or stored. The sender is that other resource, so that it sees all.
const unacknowledged: Scenario[] = CASES.map(({ to, type, when, other: priority }) =>
  scenario(
    `management/expiry/${to}/${type}/${when}/${priority < 0 ? 'nobody-else' : 'another-resource'}`,
    { proves: ['XEP0198-4-d'], role: 'server', parameters: { to, type, when, priority } },
    async (world) => {
      const within = world.kept + world.subject.bounds.unavailable
      world.step('start an instance with resumption, and another resource of the account')
      const account = await world.account('service')
      const instance = await world.resumable(account, { as: 'instance', resource: 'i1', priority: 100 })
      const other = await world.start(account, { as: 'other', resource: 'i2', priority })
      const parts = { to: to === 'bare' ? instance.bare : instance.jid, type, body: 'are you there?' }

      world.step(`break the link of the instance; send it a message ${when}`)
      if (when === 'while-away') instance.fin()
      const mark = other.message(parts)
      if (when === 'unacknowledged') {
        await instance.expect('the message', { mark })
        instance.fin()
      }

      world.step('wait until the session has expired, and become available again')
      const fate = { name: 'message', attrs: { id: mark } }
      const seen = await other.receive(fate, within)
      if (seen === undefined) {
        other.presence({ type: 'unavailable' })
        other.presence({ priority: 50 })
        await other.receive(fate)
      }
      const where = { at: other.id, after: { mark }, until: await other.barrier(), within }
      const says = 'The message is returned, given to the other resource, or stored for it.'
      world.check('XEP0198-4-d', some(says, fate, where))
    },
  ),
)

const fates = scenario('management/expiry/pings', { proves: ['CHAOS-12'], role: 'server' }, async (world) => {
  const within = world.kept + world.subject.bounds.unavailable
  world.step('start a top instance with resumption, another one, and a client')
  const service = await world.account('service')
  const top = await world.resumable(service, { as: 'top', resource: 'i1', priority: 100 })
  const other = await world.start(service, { as: 'other', resource: 'i2', priority: 50 })
  const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

  world.step('break the link of the top instance, and send two pings')
  top.fin()
  const ping = { to: top.bare, payload: [el('ping', { xmlns: NS.dix })] }
  const marks = [client.message(ping), client.message(ping)]
  await client.barrier()

  world.step('wait until the session has expired')
  const gone = { name: 'presence', attrs: { type: 'unavailable', from: top.jid } }
  await other.receive(gone, within)
  const errors: boolean[] = []
  for (const mark of marks) {
    const error = { name: 'message', attrs: { type: 'error', id: mark } }
    const seen = await Promise.race([
      other.receive({ mark }).then(() => false),
      client.receive(error).then((found) => found !== undefined),
    ])
    errors.push(seen)
  }

  world.step('look for the fates of the pings')
  const atOther = await client.fence(other)
  const atClient = await client.barrier()
  for (const [index, mark] of marks.entries()) {
    const after = { mark }
    const returned = { name: 'message', attrs: { type: 'error', id: mark } }
    world.check(
      'CHAOS-12',
      errors[index]
        ? some('After expiry the ping is returned.', returned, { at: client.id, after, until: atClient })
        : some('After expiry another instance gets it.', { mark }, { at: other.id, after, until: atOther }),
    )
  }
  const enabled = { name: 'enabled', ns: NS.sm }
  const row = {
    verdict: 'observed' as const,
    says: 'How long the pings are kept is recorded: `max` of <enabled/>, in seconds.',
    when: [{ see: enabled, times: [1, null] as [number, null] }],
  }
  world.check('CHAOS-12', oneOf(enabled, [row], { at: top.id, after: { sent: { name: 'enable' } } }))
})

export const expiry: Scenario[] = [...unacknowledged, fates]
