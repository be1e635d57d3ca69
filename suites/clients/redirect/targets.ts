import { type Scenario, scenario, seeOtherHost } from '../../../harness/index.js'

/** White space around a target (vector 5); the RFC's own example is indented. */
const SPACES = [
  { name: 'newlines', before: '\n     ', after: '\n  ' },
  { name: 'tabs', before: '\t', after: '\t' },
  { name: 'before', before: ' ', after: '' },
  { name: 'behind', before: '', after: '\r\n' },
] as const

const spaces: Scenario[] = SPACES.map(({ name, before, after }) =>
  scenario(
    `clients/redirect/targets/white-space-${name}`,
    { proves: ['RFC6120-4.9.3.19-m'], role: 'client', parameters: { before, after } },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const target = await world.node('target')

      world.step('the client is sent elsewhere')
      const { plain, since } = await world.plainRedirect()

      world.step('it starts anew, and is sent elsewhere with white space around the target')
      server.plays({ at: { secured: seeOtherHost(`${before}${target.address}${after}`) } })
      const program = await world.begin()
      await world.walked(program)

      const nodes = ['server', 'target']
      world.check('RFC6120-4.9.3.19-m', { judge: 'walk', args: { asks: 'begins', nodes, plain, since } })
    },
  ),
)

/** How the present place can be named in a redirect that changes the port only (vector 6). */
const PLACES = [
  { name: 'source-domain', host: undefined },
  { name: 'derived-name', host: 'host.example' },
  { name: 'address', host: '127.0.0.1' },
] as const

const samePlace: Scenario[] = PLACES.map(({ name, host }) =>
  scenario(
    `clients/redirect/targets/other-port-of-the-${name}`,
    { proves: ['RFC6120-4.9.3.19-e'], role: 'client', parameters: { host } },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const target = await world.node('target')
      const decoy = await world.node('decoy')

      world.step('the client is sent elsewhere by name')
      const { plain, since } = await world.plainRedirect('name')

      world.step('it starts anew, finds the server by DNS, and is sent to another port of the same place')
      server.always({ tls: await world.certificate({ names: [world.domain, 'host.example'] }) })
      const { port } = target.endpoint
      server.plays({ at: { secured: seeOtherHost(`${host ?? world.domain}:${port}`) } })
      const to = (at: typeof server) => [
        { priority: 0, weight: 0, port: at.endpoint.port, target: 'host.example' },
      ]
      const srv = {
        [`_xmpp-client._tcp.${world.domain}`]: to(server),
        '_xmpp-client._tcp.host.example': to(decoy),
      }
      const zone = { srv, addresses: { 'host.example': ['127.0.0.1'] } }
      const program = await world.begin({ host: undefined, port: undefined, zone })
      await world.walked(program)

      const nodes = ['server', 'target']
      world.check('RFC6120-4.9.3.19-e', { judge: 'walk', args: { asks: 'begins', nodes, plain, since } })
    },
  ),
)

const reconnect = scenario(
  'clients/redirect/targets/the-same-port',
  { proves: ['RFC6120-4.9.3.19-e'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const server = await world.server()

    world.step('the client is sent elsewhere by name')
    const { plain, since } = await world.plainRedirect('name')

    world.step('it starts anew, and is sent to where it is')
    server.plays({ at: { secured: seeOtherHost(server.address) } })
    const program = await world.begin()
    await world.walked(program)

    const nodes = ['server', 'server']
    world.check('RFC6120-4.9.3.19-e', { judge: 'walk', args: { asks: 'begins', nodes, plain, since } })
  },
)

/** Names that have to be resolved (vectors 1, 2, 9), and what the DNS calls them. */
const NAMES = [
  { name: 'srv', data: 'node2.example.net', known: 'node2.example.net', port: 'of-srv' },
  { name: 'srv-in-upper-case', data: 'NODE2.Example.NET', known: 'node2.example.net', port: 'of-srv' },
  { name: 'a-label', data: 'xn--mnchen-3ya.example', known: 'xn--mnchen-3ya.example', port: 'of-srv' },
  { name: 'u-label', data: 'münchen.example', known: 'xn--mnchen-3ya.example', port: 'of-srv' },
  { name: 'address-and-port', data: 'node2.example.net', known: 'node2.example.net', port: 'given' },
] as const

const names: Scenario[] = NAMES.map(({ name, data, known, port }) =>
  scenario(
    `clients/redirect/targets/resolved-by-${name}`,
    { proves: ['RFC6120-4.9.3.19-f'], role: 'client', parameters: { data, port } },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const target = await world.node('target')

      world.step('the client is sent elsewhere by address')
      const { plain, since } = await world.plainRedirect()

      world.step('it starts anew, and is sent to a name')
      const at = target.endpoint.port
      server.plays({ at: { secured: seeOtherHost(port === 'given' ? `${data}:${at}` : data) } })
      const host = port === 'given' ? known : `host.${known}`
      const record = { priority: 0, weight: 0, port: at, target: host }
      // With a port in the redirect, SRV or the addresses alone may be asked (AMB-6): both lead to the target.
      const zone = {
        srv: { [`_xmpp-client._tcp.${known}`]: [record] },
        addresses: { [host]: ['127.0.0.1'] },
      }
      const program = await world.begin({ zone })
      await world.walked(program)

      const nodes = ['server', 'target']
      world.check('RFC6120-4.9.3.19-f', { judge: 'walk', args: { asks: 'begins', nodes, plain, since } })
    },
  ),
)

const accountDomain = scenario(
  'clients/redirect/targets/the-account-domain',
  { proves: ['RFC6120-4.9.3.19-f'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const server = await world.server()

    world.step('the client is sent elsewhere by address')
    const { plain, since } = await world.plainRedirect()

    world.step(
      'it starts anew, finds the server by DNS, and is sent to the domain of its account, which is there',
    )
    server.always({ tls: await world.certificate({ names: [world.domain, 'host.example'] }) })
    server.plays({ at: { secured: seeOtherHost(world.domain) } })
    const record = { priority: 0, weight: 0, port: server.endpoint.port, target: 'host.example' }
    const srv = { [`_xmpp-client._tcp.${world.domain}`]: [record] }
    const zone = { srv, addresses: { 'host.example': ['127.0.0.1'] } }
    const program = await world.begin({ host: undefined, port: undefined, zone })
    await world.walked(program)

    const nodes = ['server', 'server']
    world.check('RFC6120-4.9.3.19-f', { judge: 'walk', args: { asks: 'begins', nodes, plain, since } })
  },
)

export const targets: Scenario[] = [...spaces, ...samePlace, reconnect, ...names, accountDomain]
