import { type Scenario, scenario } from '../../../harness/index.js'

/** What there is besides a record for direct TLS: the record for STARTTLS, and the node that is best. */
const MIXTURES = [
  { name: 'direct-before', direct: 5, plain: 10, goes: 'direct', proves: ['XEP0368-3-a', 'XEP0368-3-b'] },
  { name: 'direct-behind', direct: 10, plain: 5, goes: 'plain', proves: ['XEP0368-3-a', 'XEP0368-3-c'] },
] as const

const mixed: Scenario[] = MIXTURES.map(({ name, direct, plain, goes, proves }) =>
  scenario(
    `clients/resolution/direct-tls/${name}`,
    { proves: [...proves], role: 'client', parameters: { direct, plain, goes } },
    async (world) => {
      const service = world.service('service', 'first')
      service.onBare = () => undefined
      const known = await world.node('known', { tlsStart: 'direct' })
      const one = await world.node('direct', { tlsStart: 'direct' })
      const two = await world.node('plain')
      const [xmpps, xmpp] = [`_xmpps-client._tcp.${world.domain}`, `_xmpp-client._tcp.${world.domain}`]
      const addresses = { 'node.example': [one.endpoint.host] }
      const to = { weight: 0, target: 'node.example' }
      const from = { host: undefined, port: undefined }

      world.step('the client shows whether it knows direct TLS: there is nothing else')
      const only = { [xmpps]: [{ ...to, priority: 1, port: known.endpoint.port }] }
      const first = await world.begin({ ...from, zone: { srv: only, addresses } })
      const knows = (await world.next()) === 'session'
      await first.stop()

      world.step('it has records of both kinds')
      const both = {
        [xmpps]: [{ ...to, priority: direct, port: one.endpoint.port }],
        [xmpp]: [{ ...to, priority: plain, port: two.endpoint.port }],
      }
      await world.begin({ ...from, zone: { srv: both, addresses } })
      await world.next()

      if (goes === 'plain')
        world.check('XEP0368-3-c', { judge: 'tls-start', args: { nodes: ['plain'], asks: 'starttls' } })
      else
        world.check('XEP0368-3-b', {
          judge: 'tls-start',
          args: { nodes: ['known', 'direct'], asks: 'direct', sni: world.domain },
        })
      if (knows)
        world.check('XEP0368-3-a', { judge: 'walk', args: { asks: 'order', nodes: ['known', goes] } })
      else world.check('XEP0368-3-a', { judge: 'tls-start', args: { nodes: [], asks: 'direct' } })
    },
  ),
)

const identity = scenario(
  'clients/resolution/direct-tls/own-certificate-of-the-target',
  { proves: ['XEP0368-3-b'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const tls = await world.certificate({ names: ['node.example'] })
    const direct = await world.node('direct', { tlsStart: 'direct', tls })
    const { host, port } = direct.endpoint
    const record = { priority: 1, weight: 0, port, target: 'node.example' }
    const srv = { [`_xmpps-client._tcp.${world.domain}`]: [record] }

    world.step("the target shows a certificate for its own name, not for the account's domain")
    await world.begin({
      host: undefined,
      port: undefined,
      zone: { srv, addresses: { 'node.example': [host] } },
    })
    await world.next()

    if (direct.streams.length > 0)
      world.check('XEP0368-3-b', { judge: 'walk', args: { asks: 'stop', nodes: ['direct'] } })
    else world.check('XEP0368-3-b', { judge: 'tls-start', args: { nodes: [], asks: 'direct' } })
  },
)

const none = scenario(
  'clients/resolution/direct-tls/one-record-says-no',
  { proves: ['XEP0368-5-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    service.onBare = () => undefined
    const known = await world.node('known', { tlsStart: 'direct' })
    const own = await world.node('own', {}, world.loopback(), 5222)
    const record = { priority: 1, weight: 0, port: known.endpoint.port, target: 'node.example' }
    const from = { host: undefined, port: undefined }
    const xmpps = `_xmpps-client._tcp.${world.domain}`
    const addresses = { 'node.example': [known.endpoint.host], [world.domain]: [own.endpoint.host] }

    world.step('the client shows whether it knows direct TLS: there is nothing else')
    const first = await world.begin({ ...from, zone: { srv: { [xmpps]: [record] }, addresses } })
    const knows = (await world.next()) === 'session' && known.streams.length > 0
    await first.stop()

    world.step('the record for direct TLS says that there is no such service')
    const refusal = { ...record, priority: 0, port: 0, target: '.' }
    await world.begin({ ...from, zone: { srv: { [xmpps]: [refusal] }, addresses } })
    await world.next()

    if (knows) world.check('XEP0368-5-a', { judge: 'walk', args: { asks: 'order', nodes: ['known'] } })
    else world.check('XEP0368-5-a', { judge: 'tls-start', args: { nodes: [], asks: 'direct' } })
  },
)

export const directTls: Scenario[] = [...mixed, identity, none]
