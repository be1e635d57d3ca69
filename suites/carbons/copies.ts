import { el, NS, none, once, oneOf, type Scenario, scenario } from '../../harness/index.js'

const ONCE: [number, number] = [1, 1]
const NEVER: [number, number] = [0, 0]

const wrapped: Scenario[] = (['bare', 'full'] as const).map((address) =>
  scenario(
    `carbons/copies/wrapped/${address}`,
    {
      proves: address === 'full' ? ['XEP0280-7-a', 'XEP0280-7-b'] : ['XEP0280-7-a'],
      role: 'server',
      parameters: { address },
    },
    async (world) => {
      world.step('start a desk, a phone with carbons and a tablet without, and a client')
      const account = await world.account('user')
      const desk = await world.start(account, { as: 'desk', resource: 'desk', priority: 10 })
      const phone = await world.start(account, { as: 'phone', resource: 'phone', priority: 5 })
      const tablet = await world.start(account, { as: 'tablet', resource: 'tablet', priority: 5 })
      await world.requires(phone, NS.carbons)
      for (const resource of [desk, phone]) {
        resource.iq({ type: 'set', payload: [el('enable', { xmlns: NS.carbons })] })
        await resource.barrier()
      }
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step(`send a chat message to the ${address} JID`)
      const to = address === 'bare' ? desk.bare : desk.jid
      const mark = client.message({ to, type: 'chat', body: 'for the desk' })
      const after = { mark }
      await desk.receive({ mark })
      // A copy can be made where the message is delivered: what the desk sends behind it comes behind the copy.
      const fences = await desk.fences([desk, phone, tablet])
      const inner = { name: 'message', has: [{ name: 'mark', ns: NS.assay, attrs: { id: mark } }] }
      const forwarded = { name: 'forwarded', ns: NS.forward, has: [inner] }
      const copy = { name: 'message', has: { name: 'received', ns: NS.carbons, has: [forwarded] } }
      const addressed = { ...copy, attrs: { from: phone.bare, to: phone.jid } }
      const [atDesk, atPhone, atTablet] = [desk, phone, tablet].map(({ id }, index) => ({
        at: id,
        after,
        until: fences[index]!,
      }))
      const says = 'A resource with carbons that did not get the message gets one wrapped copy.'
      const row = {
        verdict: 'pass' as const,
        says,
        when: [
          { see: addressed, times: ONCE },
          { see: copy, times: ONCE },
          { see: { mark }, times: NEVER },
        ],
      }
      // To the bare JID, a server may deliver the message itself to more than the highest (RFC 6121 8.5.2.1.1).
      const itself = {
        verdict: 'pass' as const,
        says: 'The resource gets the message itself, and no copy.',
        when: [
          { see: { mark }, times: ONCE },
          { see: copy, times: NEVER },
        ],
      }
      const rows = address === 'bare' ? [row, itself] : [row]
      world.check('XEP0280-7-a', oneOf({ name: 'message' }, rows, atPhone!))
      world.check('XEP0280-7-a', once('Ordinary delivery comes first.', { mark }, atDesk!))
      world.check('XEP0280-7-a', none('A resource without carbons gets no copy.', copy, atTablet!))
      if (address === 'full')
        world.check('XEP0280-7-b', none('Who got the message gets no copy.', copy, atDesk!))
    },
  ),
)

const tied = scenario(
  'carbons/copies/tied',
  { proves: ['XEP0280-7-a', 'XEP0280-7-b'], role: 'server' },
  async (world) => {
    world.step('start three resources with carbons, two of them with the highest priority, and a client')
    const resources = await world.startAll(await world.account('user'), [
      { name: 'desk', status: 10 },
      { name: 'laptop', status: 10 },
      { name: 'phone', status: 5 },
    ])
    await world.requires(resources[0]!, NS.carbons)
    for (const resource of resources) {
      resource.iq({ type: 'set', payload: [el('enable', { xmlns: NS.carbons })] })
      await resource.barrier()
    }
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

    world.step('send a chat message to the bare JID')
    const mark = client.message({ to: resources[0]!.bare, type: 'chat', body: 'for one of you' })
    await client.fences(resources)
    // A copy can be made where the message is delivered: what its recipients send behind it comes behind the copies.
    let fences: string[] = []
    for (const resource of resources) fences = await resource.fences(resources)
    const inner = { name: 'message', has: [{ name: 'mark', ns: NS.assay, attrs: { id: mark } }] }
    const forwarded = { name: 'forwarded', ns: NS.forward, has: [inner] }
    const copy = { name: 'message', has: { name: 'received', ns: NS.carbons, has: [forwarded] } }
    const fates = [
      { says: 'The resource gets the message itself, and no copy.', original: ONCE, copies: NEVER },
      { says: 'The resource gets one copy.', original: NEVER, copies: ONCE },
    ]
    const rows = fates.map(({ says, original, copies }) => ({
      verdict: 'pass' as const,
      says,
      when: [
        { see: { mark }, times: original },
        { see: copy, times: copies },
      ],
    }))
    for (const [index, { id: at }] of resources.entries()) {
      const where = { at, after: { mark }, until: fences[index]! }
      world.check('XEP0280-7-a', oneOf({ name: 'message' }, rows, where))
      const either = [{ mark }, copy].map((see) => ({
        verdict: 'pass' as const,
        says: 'The resource gets not both the message and a copy.',
        when: [{ see, times: NEVER }],
      }))
      world.check('XEP0280-7-b', oneOf({ name: 'message' }, either, where))
    }
  },
)

export const copies: Scenario[] = [...wrapped, tied]
