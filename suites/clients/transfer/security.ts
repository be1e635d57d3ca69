import { type Scenario, scenario, transferRequest } from '../../../harness/index.js'
import { ANSWER } from './words.js'

/** How a target fails to prove that it is the account's domain. */
const TARGETS = [
  { name: 'own-certificate-of-the-target', names: ['node2.example'], by: 'certificate' },
  { name: 'unknown-authority', names: ['{domain}'], by: 'foreignCertificate' },
] as const

const identity: Scenario[] = TARGETS.map(({ name, names, by }) =>
  scenario(
    `clients/transfer/security/${name}`,
    { proves: ['PROF-CXFR-SEC-b'], role: 'client', parameters: { names, by } },
    async (world) => {
      const service = world.service('service', 'first')
      const tls = await world[by]({ names: names.map((n) => n.replace('{domain}', world.domain)) })
      const node2 = await world.node('node2', { tls })
      const zone = { addresses: { 'node2.example': [node2.endpoint.host] } }

      world.step('the server asks the client to connect to a node that cannot prove who it is')
      await world.online({ zone })
      await world.uses(service.instances[0]!)
      const place = { domain: world.domain, server: `node2.example:${node2.endpoint.port}` }
      world.deliver(transferRequest({ id: 'move', from: world.domain, to: world.jid, ...place }))
      const answer = await world.stream.receive(ANSWER)
      if (answer?.attrs.type !== 'error') await world.next(world.bounds.redirect)

      world.check('PROF-CXFR-SEC-b', { judge: 'walk', args: { asks: 'tls', nodes: [] } })
      if (node2.streams.length > 0)
        world.check('PROF-CXFR-SEC-b', { judge: 'walk', args: { asks: 'stop', nodes: ['node2'] } })
    },
  ),
)

const clear = scenario(
  'clients/transfer/security/without-tls',
  { proves: ['PROF-CXFR-SEC-b'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const node2 = await world.node('node2', { tls: 'none' })

    world.step('the server asks the client to connect to a node without TLS')
    await world.online()
    await world.uses(service.instances[0]!)
    const place = { domain: world.domain, server: node2.address }
    world.deliver(transferRequest({ id: 'move', from: world.domain, to: world.jid, ...place }))
    const answer = await world.stream.receive(ANSWER)
    if (answer?.attrs.type !== 'error') await world.next(world.bounds.redirect)

    world.check('PROF-CXFR-SEC-b', { judge: 'walk', args: { asks: 'tls', nodes: [] } })
  },
)

/** More than any client follows (RFC6120-4.9.3.19-l). */
const MOST = 20

const endless = scenario(
  'clients/transfer/security/endless',
  { proves: ['PROF-CXFR-SEC-b'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const node2 = await world.node('node2')
    const node3 = await world.node('node3')

    world.step('two nodes transfer the client to each other, again and again')
    const reconnection = { ...world.settings.reconnection, lasting: world.bounds.scenario }
    await world.online({ settings: { ...world.settings, reconnection } })
    await world.uses(service.instances[0]!)
    for (let hop = 0; hop <= MOST; hop += 1) {
      const { address } = hop % 2 === 0 ? node2 : node3
      const place = { domain: world.domain, server: address }
      world.deliver(transferRequest({ id: 'move', from: world.domain, to: world.jid, ...place }))
      const answer = await world.stream.receive(ANSWER)
      if (answer?.attrs.type === 'error') break
      if ((await world.next(world.bounds.redirect)) !== 'session') break
    }

    world.check('PROF-CXFR-SEC-b', { judge: 'walk', args: { asks: 'hops', nodes: [], hops: [0, MOST] } })
  },
)

export const security: Scenario[] = [...identity, clear, endless]
