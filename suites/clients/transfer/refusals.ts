import { type Scenario, scenario, transferRequest } from '../../../harness/index.js'
import { ANSWER } from './words.js'

/** Who may not ask for a transfer, by the JID that is put together with the domain. */
const SENDERS = [
  { name: 'another-account', from: 'intruder@' },
  { name: 'another-resource-elsewhere', from: 'intruder@', resource: '/orchard' },
  { name: 'a-subdomain', from: 'rooms.' },
  { name: 'a-longer-domain', from: 'x' },
] as const

const forged: Scenario[] = SENDERS.map(({ name, from, ...more }) =>
  scenario(
    `clients/transfer/refusals/${name}`,
    { proves: ['PROF-CXFR-SEC-a'], role: 'client', parameters: { from } },
    async (world) => {
      const service = world.service('service', 'first')
      const node2 = await world.node('node2')
      const resource = 'resource' in more ? more.resource : ''

      world.step('somebody else asks the client to connect to another node')
      const at = await world.online()
      await world.uses(service.instances[0]!)
      const place = { domain: world.domain, server: node2.address }
      const sender = `${from}${world.domain}${resource}`
      world.deliver(transferRequest({ id: 'move', from: sender, to: world.jid, ...place }))
      const answer = await world.stream.receive(ANSWER)
      if (answer?.attrs.type === 'result') await node2.online(world.bounds.redirect)
      await world.barrier()

      world.check('PROF-CXFR-SEC-a', { judge: 'transfer', args: { at, id: 'move', asks: 'refusal' } })
    },
  ),
)

/** What nobody can comply with; `{node}` is the address of another node. */
const REQUESTS = [
  { name: 'another-domain', proves: 'XEP0051-3-d', request: { domain: 'other.example', server: '{node}' } },
  { name: 'no-server', proves: 'XEP0051-3-f', request: { domain: '{domain}' } },
  { name: 'a-url', proves: 'XEP0051-3-f', request: { domain: '{domain}', server: 'xmpp://{node}' } },
  { name: 'an-empty-server', proves: 'XEP0051-3-f', request: { domain: '{domain}', server: '' } },
] as const

const impossible: Scenario[] = REQUESTS.map(({ name, proves, request }) =>
  scenario(
    `clients/transfer/refusals/${name}`,
    { proves: [proves], role: 'client', parameters: request },
    async (world) => {
      const service = world.service('service', 'first')
      const node2 = await world.node('node2')

      world.step('the server asks for what cannot be done')
      const at = await world.online()
      await world.uses(service.instances[0]!)
      const texts = Object.entries(request).map(([part, text]) => [
        part,
        text.replace('{node}', node2.address).replace('{domain}', world.domain),
      ])
      const parts = Object.fromEntries(texts)
      world.deliver(transferRequest({ id: 'move', from: world.domain, to: world.jid, ...parts }))
      const answer = await world.stream.receive(ANSWER)
      if (answer?.attrs.type === 'result') await world.next(world.bounds.redirect)
      await world.barrier()

      world.check(proves, { judge: 'transfer', args: { at, id: 'move', asks: 'refusal' } })
    },
  ),
)

const unknown = scenario(
  'clients/transfer/refusals/not-supported',
  { proves: ['XEP0051-3-j'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const node2 = await world.node('node2')

    world.step('the server asks a client without transfers to connect to another node')
    const at = await world.online({ settings: { ...world.settings, transfers: 'refuse' } })
    await world.uses(service.instances[0]!)
    const place = { domain: world.domain, server: node2.address }
    world.deliver(transferRequest({ id: 'move', from: world.domain, to: world.jid, ...place }))
    await world.stream.receive(ANSWER)
    await world.barrier()

    world.check('XEP0051-3-j', { judge: 'transfer', args: { at, id: 'move', asks: 'support' } })
  },
)

export const refusals: Scenario[] = [...forged, ...impossible, unknown]
