import { el, NS, none, type Scenario, scenario } from '../../harness/index.js'

const COPY = { name: 'message', has: { name: 'received', ns: NS.carbons } }

// A copy comes from the own account, and so does its answer return there.
const answered = scenario(
  'carbons/bounces/answered',
  { proves: ['XEP0280-10.3-a'], role: 'server' },
  async (world) => {
    world.step('start a desk, a phone with carbons, and a client')
    const account = await world.account('user')
    const desk = await world.start(account, { as: 'desk', resource: 'desk', priority: 10 })
    const phone = await world.start(account, { as: 'phone', resource: 'phone', priority: 5 })
    await world.requires(phone, NS.carbons)
    phone.iq({ type: 'set', payload: [el('enable', { xmlns: NS.carbons })] })
    await phone.barrier()
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

    world.step('send a chat message to the desk; let the phone answer its copy with an error')
    const mark = client.message({ to: desk.jid, type: 'chat', body: 'hello' })
    const { attrs } = await phone.expect('the copy', COPY)
    const { id } = attrs as { id?: string }
    phone.message({ to: phone.bare, type: 'error', ...(id === undefined ? {} : { id }) })
    await phone.barrier()
    const where = { at: client.id, after: { mark }, until: await phone.fence(client) }
    const error = { name: 'message', attrs: { type: 'error' } }
    world.check('XEP0280-10.3-a', none('The sender is told nothing of it.', error, where))
  },
)

// A copy that nobody acknowledges is settled when the session of its recipient expires (XEP-0198 section 4).
const unacknowledged = scenario(
  'carbons/bounces/unacknowledged',
  { proves: ['XEP0280-10.3-a'], role: 'server' },
  async (world) => {
    const within = world.kept + world.subject.bounds.unavailable
    world.step('start a desk, a phone with carbons and resumption, and a client')
    const account = await world.account('user')
    const desk = await world.start(account, { as: 'desk', resource: 'desk', priority: 10 })
    const phone = await world.resumable(account, { as: 'phone', resource: 'phone', priority: 5 })
    await world.requires(phone, NS.carbons)
    phone.iq({ type: 'set', payload: [el('enable', { xmlns: NS.carbons })] })
    await phone.barrier()
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

    world.step('break the link of the phone; send a chat message to the desk')
    phone.fin()
    const mark = client.message({ to: desk.jid, type: 'chat', body: 'hello' })
    await client.fence(desk)

    world.step('wait until the session of the phone has expired')
    const gone = { name: 'presence', attrs: { type: 'unavailable', from: phone.jid } }
    await desk.expect('the end of the phone', gone, within)
    await desk.barrier()
    const where = { at: client.id, after: { mark }, until: await desk.fence(client) }
    const error = { name: 'message', attrs: { type: 'error' } }
    world.check('XEP0280-10.3-a', none('The sender is told nothing of it.', error, where))
  },
)

export const bounces: Scenario[] = [answered, unacknowledged]
