import { el, NS, none, once, type Scenario, scenario } from '../../harness/index.js'

/** Which messages are copied (XEP-0280 6.1). */
const CASES = [
  { name: 'chat', type: 'chat', body: 'hello', payload: [], copied: true },
  { name: 'chat-without-body', type: 'chat', payload: [], copied: true },
  { name: 'normal-with-body', type: 'normal', body: 'hello', payload: [], copied: true },
  {
    name: 'receipt',
    type: 'normal',
    payload: [el('received', { xmlns: NS.receipts, id: 'm1' })],
    copied: true,
  },
  { name: 'ping', type: 'normal', payload: [el('ping', { xmlns: NS.dix })], copied: false },
  {
    name: 'private',
    type: 'chat',
    body: 'hello',
    payload: [el('private', { xmlns: NS.carbons })],
    copied: false,
  },
] as const

const received: Scenario[] = CASES.map(({ name, copied, ...parts }) =>
  scenario(
    `carbons/eligible/${name}`,
    { proves: ['XEP0280-6.1-a'], role: 'server', parameters: { name, copied } },
    async (world) => {
      world.step('start a desk, a phone with carbons, and a client')
      const account = await world.account('user')
      const desk = await world.start(account, { as: 'desk', resource: 'desk', priority: 10 })
      const phone = await world.start(account, { as: 'phone', resource: 'phone', priority: 5 })
      await world.requires(phone, NS.carbons)
      phone.iq({ type: 'set', payload: [el('enable', { xmlns: NS.carbons })] })
      await phone.barrier()
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step(`send a message to the desk: ${name}`)
      const mark = client.message({ ...parts, payload: [...parts.payload], to: desk.jid })
      await desk.expect('the message', { mark })
      // The copy can be made where the message is delivered: what the desk sends behind it comes behind the copy.
      const where = { at: phone.id, after: { mark }, until: await desk.fence(phone) }
      const inner = { name: 'message', has: [{ name: 'mark', ns: NS.assay, attrs: { id: mark } }] }
      const forwarded = { name: 'forwarded', ns: NS.forward, has: [inner] }
      const copy = { name: 'message', has: { name: 'received', ns: NS.carbons, has: [forwarded] } }
      world.check(
        'XEP0280-6.1-a',
        copied
          ? once('The message is copied.', copy, where)
          : none('The message is not copied.', copy, where),
      )
    },
  ),
)

const error = scenario(
  'carbons/eligible/error',
  { proves: ['XEP0280-6.1-a'], role: 'server' },
  async (world) => {
    world.step('start a desk, a phone with carbons, and a client')
    const account = await world.account('user')
    const desk = await world.start(account, { as: 'desk', resource: 'desk', priority: 10 })
    const phone = await world.start(account, { as: 'phone', resource: 'phone', priority: 5 })
    await world.requires(phone, NS.carbons)
    phone.iq({ type: 'set', payload: [el('enable', { xmlns: NS.carbons })] })
    await phone.barrier()
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

    world.step('send a chat message from the desk; let the client answer with an error')
    const mark = desk.message({ to: client.jid, type: 'chat', body: 'hello' })
    await client.expect('the message', { mark })
    const answer = client.message({ to: desk.jid, type: 'error', id: mark })
    await desk.expect('the error', { name: 'message', attrs: { type: 'error', id: mark } })
    const where = { at: phone.id, after: { mark: answer }, until: await desk.fence(phone) }
    const returned = { name: 'message', attrs: { type: 'error', id: mark } }
    const forwarded = { name: 'forwarded', ns: NS.forward, has: [returned] }
    const copy = { name: 'message', has: { name: 'received', ns: NS.carbons, has: [forwarded] } }
    world.check('XEP0280-6.1-a', once('The error for a copied message is copied.', copy, where))
  },
)

export const eligible: Scenario[] = [...received, error]
