import { type Scenario, scenario, seeOtherHost } from '../../../harness/index.js'

const TARGET = 'target.example'

interface BadCertificate {
  name: string
  /** Default: the domain. */
  names?: string[]
  validity?: 'expired'
  authority?: 'unknown'
  proves: string[]
}

/** Certificates that prove nothing about the domain (vector 21). */
const BAD: BadCertificate[] = [
  { name: 'of-the-target', names: [TARGET], proves: ['RFC6120-13.7.2.1-a'] },
  { name: 'of-another-domain', names: ['other.example'], proves: [] },
  { name: 'of-too-wide-a-wildcard', names: ['*.localhost'], proves: [] },
  { name: 'expired', validity: 'expired', proves: ['RFC6120-13.7.2-b'] },
  { name: 'of-an-unknown-authority', authority: 'unknown', proves: ['RFC6120-13.7.2-b'] },
]

const impostors: Scenario[] = BAD.map(({ name, proves, ...certificate }) =>
  scenario(
    `clients/redirect/identity/certificate-${name}`,
    {
      proves: ['RFC6120-4.9.3.19-h', 'RFC6120-4.9.3.19-s', ...proves],
      role: 'client',
      parameters: certificate,
    },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const { authority = 'known', ...wish } = { names: [world.domain], ...certificate }
      const issue = authority === 'known' ? world.certificate : world.foreignCertificate
      const impostor = await world.node('impostor', { tls: await issue.call(world, wish) })

      world.step('the client is sent to a node of its domain')
      const { plain, since } = await world.plainRedirect()

      world.step('it starts anew, and is sent to one that cannot prove to be of its domain')
      const { port } = impostor.endpoint
      server.plays({ at: { secured: seeOtherHost(`${TARGET}:${port}`) } })
      const program = await world.begin({ zone: { addresses: { [TARGET]: ['127.0.0.1'] } } })
      await world.walked(program)

      const args = { asks: 'stop' as const, nodes: ['impostor'], plain, since }
      world.check('RFC6120-4.9.3.19-h', { judge: 'walk', args })
      world.check('RFC6120-4.9.3.19-s', { judge: 'walk', args })
      for (const requirement of proves) world.check(requirement, { judge: 'walk', args })
    },
  ),
)

/** How the domain is named in a certificate that is good for the target. */
const GOOD = [
  { name: 'the-domain', names: [], asks: 'arrives' },
  // Nothing obliges a client to accept wildcards.
  { name: 'a-wildcard', names: ['*.assay.localhost'], asks: 'follows' },
] as const

const proven: Scenario[] = GOOD.map(({ name, names, asks }) =>
  scenario(
    `clients/redirect/identity/certificate-of-${name}`,
    { proves: ['RFC6120-4.9.3.19-h'], role: 'client', parameters: { names } },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const tls = await world.certificate({ names: names.length > 0 ? names : [world.domain] })
      const target = await world.node('target', { tls })

      world.step('the client is sent elsewhere by address')
      const { plain, since } = await world.plainRedirect()

      world.step('it starts anew, and is sent to a name, where it meets a node of its domain')
      server.plays({ at: { secured: seeOtherHost(`${TARGET}:${target.endpoint.port}`) } })
      const program = await world.begin({ zone: { addresses: { [TARGET]: ['127.0.0.1'] } } })
      await world.walked(program)

      const nodes = asks === 'arrives' ? ['server', 'target'] : ['target']
      world.check('RFC6120-4.9.3.19-h', { judge: 'walk', args: { asks, nodes, plain, since } })
    },
  ),
)

/** The same at the first host, without any redirect; the DNS, which isn't secured, leads there. */
const FIRST = [
  { name: 'of-the-derived-name', names: ['host.example'], proves: 'RFC6120-13.7.2.1-a' },
  { name: 'expired', validity: 'expired', proves: 'RFC6120-13.7.2-b' },
  { name: 'of-an-unknown-authority', authority: 'unknown', proves: 'RFC6120-13.7.2-b' },
] as const

const atFirst: Scenario[] = FIRST.map(({ name, proves, ...certificate }) =>
  scenario(
    `clients/redirect/identity/first-host-${name}`,
    { proves: [proves], role: 'client', parameters: certificate },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const wish = { names: [world.domain], ...certificate }
      const issue = 'authority' in certificate ? world.foreignCertificate : world.certificate
      server.always({ tls: await issue.call(world, wish) })

      world.step('the DNS leads the client to a host that cannot prove to be of its domain')
      const record = { priority: 0, weight: 0, port: server.endpoint.port, target: 'host.example' }
      const srv = { [`_xmpp-client._tcp.${world.domain}`]: [record] }
      const zone = { srv, addresses: { 'host.example': ['127.0.0.1'] } }
      const program = await world.begin({ host: undefined, port: undefined, zone })
      await world.walked(program, 3)

      world.check(proves, { judge: 'walk', args: { asks: 'stop', nodes: ['server'] } })
    },
  ),
)

export const identity: Scenario[] = [...impostors, ...proven, ...atFirst]
