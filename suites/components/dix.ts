import { el, NS, once, type Scenario, scenario } from '../../harness/index.js'

export const dix: Scenario[] = [
  scenario(
    'components/dix',
    { proves: ['DIX-COMP-a'], role: 'server', needs: ['component'] },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await (await world.component('component', await world.componentDomain())).start()
      const bare = `service@${component.domain}`
      const chosen = `${bare}/second`

      world.step('ping the bare JID of a service behind the component')
      const id = world.mark()
      const ping = client.message({ to: bare, id, payload: [el('ping', { xmlns: NS.dix })] })
      const pinged = { at: component.id, after: { mark: ping }, until: await client.fence(component) }
      const asked = { name: 'message', mark: ping, attrs: { to: bare, from: client.jid, id } }
      world.check('DIX-COMP-a', once('The choice is left to the component.', asked, pinged))

      world.step('answer from an instance, and announce it')
      const payload = [el('pong', { xmlns: NS.dix })]
      const pong = component.message({ from: chosen, to: client.jid, id, payload })
      const available = component.presence({ from: chosen, to: client.jid })
      const answered = { at: client.id, after: { mark: pong }, until: await component.fence(client) }
      const from = { from: chosen }
      const says = 'The pong reaches the client, from the full JID that the component wrote.'
      world.check('DIX-COMP-a', once(says, { name: 'message', mark: pong, attrs: { ...from, id } }, answered))
      const shown = { name: 'presence', mark: available, attrs: { ...from, type: null } }
      world.check('DIX-COMP-a', once('The client sees the instance available.', shown, answered))

      world.step('ask that instance who it is')
      const request = client.iq({ to: chosen, payload: [el('query', { xmlns: NS.discoInfo })] })
      const after = { sent: { name: 'iq', attrs: { id: request } } }
      const disco = { at: component.id, after, until: await client.fence(component) }
      const query = { name: 'iq', attrs: { to: chosen, id: request } }
      world.check('DIX-COMP-a', once('The request reaches the component.', query, disco))

      world.step('take the instance out of service')
      const mark = component.presence({ from: chosen, to: client.jid, type: 'unavailable' })
      const gone = { at: client.id, after: { mark }, until: await component.fence(client) }
      const told = { name: 'presence', mark, attrs: { ...from, type: 'unavailable' } }
      world.check('DIX-COMP-a', once('The client is told by the component.', told, gone))
    },
  ),
]
