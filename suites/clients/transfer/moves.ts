import { type Scenario, scenario, some, transferRequest } from '../../../harness/index.js'
import { ANSWER } from './words.js'

/** How the request addresses the user, and whom it says it is from (XEP-0051 section 3, RFC 6120 8.1.1.1). */
const ADDRESSES = [
  { name: 'to-the-resource', to: 'full', from: 'domain' },
  { name: 'to-the-account', to: 'bare', from: 'domain' },
  { name: 'without-to', to: 'none', from: 'domain' },
  { name: 'without-from', to: 'full', from: 'none' },
  { name: 'from-the-account', to: 'none', from: 'bare' },
] as const

const moves: Scenario[] = ADDRESSES.map(({ name, to, from }) =>
  scenario(
    `clients/transfer/moves/${name}`,
    {
      proves: ['XEP0051-3-d', 'XEP0051-3-f', 'XEP0051-3-k'],
      role: 'client',
      parameters: { to, from },
    },
    async (world) => {
      const service = world.service('service', 'first')
      const first = service.instances[0]!
      const node2 = await world.node('node2')
      const addresses = {
        full: { jid: (jid: string) => jid },
        bare: { jid: (jid: string) => jid.slice(0, jid.indexOf('/')) },
        domain: { jid: () => world.domain },
        none: { jid: () => undefined },
      }

      world.step('the client uses an instance; its server asks it to connect to another node')
      const at = await world.online()
      await world.uses(first)
      const [recipient, sender] = [addresses[to].jid(world.jid), addresses[from].jid(world.jid)]
      const place = { domain: world.domain, server: node2.address }
      const addressed = {
        ...(recipient === undefined ? {} : { to: recipient }),
        ...(sender === undefined ? {} : { from: sender }),
      }
      world.deliver(transferRequest({ id: 'move', ...addressed, ...place }))
      const answer = await world.stream.receive(ANSWER)

      if (answer?.attrs.type !== 'error') {
        world.step('the client connects there')
        await world.next(world.bounds.redirect)
        const presence = { name: 'presence', attrs: { type: null, to: first.jid } }
        await world.stream.receive(presence, world.bounds.handshake)
      }
      const until = await world.barrier()

      world.check('XEP0051-3-f', { judge: 'transfer', args: { at, id: 'move', asks: 'conduct' } })
      world.check('XEP0051-3-d', { judge: 'transfer', args: { at, id: 'move', asks: 'place', to: 'node2' } })
      world.check('XEP0051-3-k', { judge: 'transfer', args: { at, id: 'move', asks: 'place', to: 'node2' } })
      if (answer?.attrs.type !== 'error')
        world.check(
          'XEP0051-3-k',
          some(
            'The client directs presence to the instance it uses anew.',
            { name: 'presence', attrs: { type: null, to: first.jid } },
            { at: 'node2/1', after: { beginOf: 'node2/1' }, until, within: world.bounds.handshake },
          ),
        )
    },
  ),
)

const reconnect = scenario(
  'clients/transfer/moves/to-the-domain-itself',
  { proves: ['XEP0051-3-e'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const server = await world.server()
    const host = world.loopback()
    await world.node('elsewhere', {}, host, 5222)
    const { port } = server.endpoint
    const zone = {
      srv: {
        [`_xmpp-client._tcp.${world.domain}`]: [{ priority: 1, weight: 0, port, target: 'server.example' }],
      },
      addresses: { 'server.example': [server.endpoint.host], [world.domain]: [host] },
    }

    world.step('the server asks the client to connect to its domain, as if for the first time')
    const at = await world.online({ host: undefined, port: undefined, zone })
    await world.uses(service.instances[0]!)
    const place = { domain: world.domain, server: world.domain }
    world.deliver(transferRequest({ id: 'move', from: world.domain, to: world.jid, ...place }))
    await world.next(world.bounds.redirect)

    world.check('XEP0051-3-e', { judge: 'transfer', args: { at, id: 'move', asks: 'place', to: 'server' } })
  },
)

export const move: Scenario[] = [...moves, reconnect]
