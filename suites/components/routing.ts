import { el, NS, none, once, oneOf, type Scenario, scenario } from '../../harness/index.js'

/** What stands before and behind the domain of a component in the addresses that belong to it. */
const ADDRESSES = {
  domain: ['', ''],
  'domain-resource': ['', '/instance'],
  bare: ['service@', ''],
  full: ['service@', '/instance'],
} as const

const KINDS = [
  { kind: 'message', name: 'message', type: { type: 'chat' } },
  { kind: 'request', name: 'iq', type: { type: 'get' } },
  { kind: 'presence', name: 'presence', type: {} },
] as const

const toComponent: Scenario[] = Object.entries(ADDRESSES).flatMap(([address, [before, behind]]) =>
  KINDS.map(({ kind, name, type }) =>
    scenario(
      `components/routing/${address}/${kind}`,
      { proves: ['RFC6120-10.5-a'], role: 'server', needs: ['component'], parameters: { address, kind } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const component = await (await world.component('component', await world.componentDomain())).start()
        world.step(`send a ${kind} to the ${address} address`)
        const mark = world.mark()
        const attrs = { to: `${before}${component.domain}${behind}`, id: mark, ...type }
        client.send(el(name, attrs, el('mark', { xmlns: NS.assay, id: mark })))
        const where = { at: component.id, after: { mark }, until: await client.fence(component) }
        const says = 'The component receives it once, as it was sent, from the full JID of the client.'
        const delivered = { name, mark, attrs: { ...attrs, from: client.jid } }
        world.check('RFC6120-10.5-a', once(says, delivered, where))
      },
    ),
  ),
)

export const routing: Scenario[] = [
  ...toComponent,
  scenario(
    'components/routing/not-connected',
    { proves: ['RFC6120-10.5-a'], role: 'server', needs: ['component'] },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const domain = await world.componentDomain()
      world.step('send a request to a component that is not connected')
      const mark = client.iq({ to: `service@${domain}/instance` })
      const answer = { name: 'iq', attrs: { id: mark } }
      await client.receive(answer)
      const until = await client.barrier()
      world.check(
        'RFC6120-10.5-a',
        oneOf(
          answer,
          [
            {
              verdict: 'pass',
              says: 'The client receives an error in the name of the component.',
              when: [
                { see: { attrs: { type: 'error', from: `service@${domain}/instance` } }, times: [1, 1] },
                { see: answer, times: [1, 1] },
              ],
            },
          ],
          { at: client.id, after: { mark }, until, within: world.subject.bounds.route },
        ),
      )
    },
  ),
  ...KINDS.map(({ kind, name, type }) =>
    scenario(
      `components/routing/own-domain/${kind}`,
      { proves: ['RFC6120-10.5-a'], role: 'server', needs: ['component'], parameters: { kind } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const component = await (await world.component('component', await world.componentDomain())).start()
        world.step(`send a ${kind} to an account of the server's domain that does not exist`)
        const mark = world.mark()
        client.send(
          el(name, { to: world.nobody(), id: mark, ...type }, el('mark', { xmlns: NS.assay, id: mark })),
        )
        const fence = await client.fence(component)
        const until = await client.barrier()
        const strayed = none(
          'The component does not receive it.',
          { mark },
          { at: component.id, after: { mark }, until: fence },
        )
        const away = none(
          'The sender is not told of another server.',
          { name, attrs: { id: mark }, condition: 'remote-server-not-found' },
          { at: client.id, after: { mark }, until },
        )
        world.check('RFC6120-10.5-a', strayed)
        world.check('RFC6120-10.5-a', away)
      },
    ),
  ),
  scenario(
    'components/routing/to-account',
    { proves: ['RFC6120-10.5-a'], role: 'server', needs: ['component'] },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await (await world.component('component', await world.componentDomain())).start()
      world.step('send a message from the component to the bare JID of an account')
      const mark = component.message({ from: `service@${component.domain}`, to: client.bare, type: 'chat' })
      const where = { at: client.id, after: { mark }, until: await component.fence(client) }
      const says = 'The server processes it itself: the only resource of the account receives it.'
      world.check('RFC6120-10.5-a', once(says, { name: 'message', mark }, where))
    },
  ),
]
