import { el, every, NS, once, type Scenario, scenario } from '../../../harness/index.js'

const ID = `<it's "&" id>`
const UNKNOWN = 'urn:example:unknown'

/** Requests from a client: known ones, ones of the wrong type, and ones that nobody has heard of. */
const REQUESTS = [
  { name: 'unknown-get', type: 'get', payload: 'query', ns: UNKNOWN },
  { name: 'unknown-set', type: 'set', payload: 'query', ns: UNKNOWN },
  { name: 'set-in-place-of-get', type: 'set', payload: 'query', ns: NS.discoInfo },
  { name: 'ping', type: 'get', payload: 'ping', ns: NS.ping },
  { name: 'another-element-of-dix', type: 'set', payload: 'ping', ns: NS.dix },
] as const

export const requests: Scenario[] = REQUESTS.map(({ name, type, payload, ns }) =>
  scenario(
    `services/iq/requests/${name}`,
    { proves: ['RFC6120-8.2.3-a', 'RFC6120-8.1.3-b'], role: 'service', parameters: { type, payload, ns } },
    async (world) => {
      world.step('a client asks for something')
      const at = await world.online()
      const client = world.client('romeo/orchard')
      client.send(el('iq', { type, to: world.jid, id: ID }, el(payload, { xmlns: ns })))
      const answer = { name: 'iq', attrs: { type: ['result', 'error'], to: client.jid } }
      await client.receive(answer)
      const until = await world.barrier()

      const where = { at, after: { sent: { name: 'iq', attrs: { id: ID } } }, until }
      world.check('RFC6120-8.2.3-a', once('It gets a result or an error.', answer, where))
      world.check(
        'RFC6120-8.1.3-b',
        every('The answer has the id of the request.', answer, [{ attrs: { id: ID } }], where),
      )
    },
  ),
)
