import { el, NS, none, once, type Scenario, scenario } from '../../harness/index.js'

/** How a component's link can end. */
const LOSSES = [
  { how: 'close', needs: [] },
  { how: 'fin', needs: [] },
  { how: 'reset', needs: ['rst'] },
] as const

const losses: Scenario[] = LOSSES.map(({ how, needs }) =>
  scenario(
    `components/presence/link-lost/${how}`,
    { proves: ['XEP0114-x-a'], role: 'server', needs: ['component', ...needs], parameters: { how } },
    async (world) => {
      world.step('let a client and an instance behind a component exchange directed presence')
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const domain = await world.componentDomain()
      const component = await (await world.component('component', domain)).start()
      const instance = `service@${domain}/instance`
      client.presence({ to: instance })
      await client.fence(component)
      component.presence({ from: instance, to: client.jid, priority: 5 })
      await component.fence(client)

      world.step(`end the link of the component: ${how}`)
      await component[how]()
      world.step('connect the component again, which proves that the server knows of the end')
      const again = await (await world.component('component', domain)).start()
      const where = { at: client.id, after: { endOf: component.id }, until: await again.fence(client) }
      const told = { name: 'presence', attrs: { type: 'unavailable' }, fromBare: `service@${domain}` }
      world.check('XEP0114-x-a', none('The server tells nobody of the end.', told, where))
    },
  ),
)

export const presence: Scenario[] = [
  scenario(
    'components/presence/reflection',
    { proves: ['XEP0114-x-a'], role: 'server', needs: ['component'] },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await (await world.component('component', await world.componentDomain())).start()
      world.step('send presence from two instances behind the component')
      const bare = `service@${component.domain}`
      const marks = ['first', 'second'].map((name, index) =>
        component.presence({ from: `${bare}/${name}`, to: client.jid, priority: index }),
      )
      await component.fence(client)
      const until = await component.barrier()
      const says = 'The component gets none of its presence back.'
      const where = { at: component.id, after: { mark: marks[0]! }, until }
      world.check('XEP0114-x-a', none(says, { name: 'presence', fromBare: bare }, where))
    },
  ),
  scenario(
    'components/presence/priorities',
    { proves: ['XEP0114-x-a'], role: 'server', needs: ['component'] },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await (await world.component('component', await world.componentDomain())).start()
      world.step('announce two instances behind the component, with different priorities')
      const bare = `service@${component.domain}`
      component.presence({ from: `${bare}/first`, to: client.jid, priority: 5 })
      component.presence({ from: `${bare}/second`, to: client.jid, priority: 10 })
      await component.fence(client)

      world.step('ping their bare JID')
      const mark = client.message({ to: bare, payload: [el('ping', { xmlns: NS.dix })] })
      const where = { at: component.id, after: { mark }, until: await client.fence(component) }
      const says = 'The message reaches the component once, and for the bare JID.'
      world.check('XEP0114-x-a', once(says, { name: 'message', mark, attrs: { to: bare } }, where))
    },
  ),
  ...losses,
]
