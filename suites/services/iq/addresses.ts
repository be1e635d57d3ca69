import { el, NS, oneOf, type Scenario, scenario, some } from '../../../harness/index.js'
import { PONG } from '../dix/words.js'

/** Own addresses that a server may deliver to an instance with, as a part of its full JID. */
const ADDRESSES = [
  { name: 'no-to', resource: undefined },
  { name: 'bare', resource: '' },
  { name: 'full', resource: '/instance' },
  { name: 'another-resource', resource: '/earlier' },
] as const

const pings: Scenario[] = ADDRESSES.map(({ name, resource }) =>
  scenario(
    `services/iq/addresses/${name}`,
    { proves: ['RFC6120-8.1.1.1-c'], role: 'service', parameters: { resource } },
    async (world) => {
      world.step('a ping is delivered with this address')
      const at = await world.online()
      const client = world.client('romeo/orchard')
      const to = resource === undefined ? undefined : `${world.bare}${resource}`
      client.send(el('message', { to, id: 'ping' }, el('ping', { xmlns: NS.dix })))
      await client.receive(PONG)
      const until = await world.barrier()

      const where = { at, after: { sent: { name: 'message', attrs: { id: 'ping' } } }, until }
      const pong = { ...PONG, attrs: { id: 'ping' } }
      world.check('RFC6120-8.1.1.1-c', some('It is answered.', pong, where))
    },
  ),
)

const request = scenario(
  'services/iq/addresses/request-without-to',
  { proves: ['RFC6120-8.1.1.1-c'], role: 'service' },
  async (world) => {
    world.step('a request is delivered without an address')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.send(el('iq', { type: 'get', id: 'info' }, el('query', { xmlns: NS.discoInfo })))
    await client.receive({ name: 'iq', attrs: { id: 'info' } })
    const until = await world.barrier()

    const where = { at, after: { sent: { name: 'iq', attrs: { id: 'info' } } }, until }
    const result = { name: 'iq', attrs: { type: 'result', id: 'info', to: client.jid } }
    world.check('RFC6120-8.1.1.1-c', some('It is answered as one for the full JID.', result, where))
  },
)

/** The server's ping (XEP-0199 4.1) is for the full JID, in writing or not. */
const alive: Scenario[] = ADDRESSES.filter(({ name }) => ['no-to', 'full'].includes(name)).map(
  ({ name, resource }) =>
    scenario(
      `services/iq/server-ping/${name}`,
      { proves: ['XEP0199-4.1-a'], role: 'service', parameters: { resource } },
      async (world) => {
        world.step('the server pings the instance')
        const at = await world.online()
        const to = resource === undefined ? undefined : `${world.bare}${resource}`
        const ping = el('ping', { xmlns: NS.ping })
        world.deliver(el('iq', { type: 'get', from: world.domain, to, id: 'alive' }, ping))
        const until = await world.barrier()

        const where = { at, after: { sent: { name: 'iq', attrs: { id: 'alive' } } }, until }
        const result = { name: 'iq', attrs: { type: 'result', id: 'alive' } }
        const refusal = {
          name: 'iq',
          attrs: { type: 'error', id: 'alive' },
          condition: 'service-unavailable',
        }
        const times: [number, number] = [1, 1]
        const refused = 'It answers with service-unavailable.'
        const rows = [
          { verdict: 'pass' as const, says: 'It answers with a result.', when: [{ see: result, times }] },
          { verdict: 'pass' as const, says: refused, when: [{ see: refusal, times }] },
        ]
        world.check('XEP0199-4.1-a', oneOf({ name: 'iq', attrs: { id: 'alive' } }, rows, where))
      },
    ),
)

export const addresses: Scenario[] = [...pings, request, ...alive]
