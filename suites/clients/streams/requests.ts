import { el, every, NS, none, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'

/** Requests that nobody knows, and how they must be answered. */
const UNKNOWN = [
  { name: 'get', type: 'get' },
  { name: 'set', type: 'set' },
] as const

const unknown: Scenario[] = UNKNOWN.map(({ name, type }) =>
  scenario(
    `clients/streams/requests/unknown-${name}`,
    { proves: ['RFC6120-8.2.3-a', 'RFC6120-8.1.3-b'], role: 'client', parameters: { type } },
    async (world) => {
      world.service('service', 'first')

      world.step('the server asks for something that no client knows')
      const at = await world.online()
      const id = 'Mixed Case & <"marks">'
      const payload = el('query', { xmlns: 'urn:xmpp-assay:unknown' })
      world.deliver(el('iq', { type, id, from: world.domain, to: world.jid }, payload))
      const until = await world.barrier()

      const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
      const answer = { name: 'iq', attrs: { type: ['result', 'error'] } }
      world.check(
        'RFC6120-8.2.3-a',
        oneOf(
          answer,
          [
            {
              verdict: 'pass',
              says: 'The client answers once, with an error.',
              when: [{ see: { ...answer, attrs: { type: 'error' } }, times: [1, 1] }],
            },
          ],
          where,
        ),
      )
      world.check(
        'RFC6120-8.1.3-b',
        every('An answer has the id of the request.', answer, [{ attrs: { id } }], where),
      )
    },
  ),
)

const ping = scenario(
  'clients/streams/requests/ping',
  { proves: ['XEP0199-4.1-a'], role: 'client' },
  async (world) => {
    world.service('service', 'first')

    world.step('the server pings the client')
    const at = await world.online()
    const payload = el('ping', { xmlns: NS.ping })
    world.deliver(el('iq', { type: 'get', id: 'alive', from: world.domain, to: world.jid }, payload))
    const until = await world.barrier()

    const about = { name: 'iq', attrs: { id: 'alive' } }
    world.check(
      'XEP0199-4.1-a',
      oneOf(
        about,
        [
          {
            verdict: 'pass',
            says: 'The client answers with a result.',
            when: [{ see: { name: 'iq', attrs: { type: 'result', id: 'alive' } }, times: [1, 1] }],
          },
          {
            verdict: 'pass',
            says: 'The client does not know pings, and says so.',
            when: [{ see: { ...about, condition: 'service-unavailable' }, times: [1, 1] }],
          },
        ],
        { at, after: { sent: about }, until },
      ),
    )
  },
)

/** Requests that are sent by the own account, without saying so. */
const withoutFrom = scenario(
  'clients/streams/requests/without-from',
  { proves: ['RFC6120-8.1.2.1-c'], role: 'client' },
  async (world) => {
    world.service('service', 'first')

    world.step('the server pings in the name of the account, without an address')
    const at = await world.online()
    const payload = el('ping', { xmlns: NS.ping })
    world.deliver(el('iq', { type: 'get', id: 'own', to: world.jid }, payload))
    const until = await world.barrier()

    const bare = world.jid.slice(0, world.jid.indexOf('/'))
    world.check(
      'RFC6120-8.1.2.1-c',
      once(
        'The client answers its own account.',
        { name: 'iq', attrs: { id: 'own', type: ['result', 'error'], to: [null, bare] } },
        { at, after: { sent: { name: 'iq', attrs: { id: 'own' } } }, until },
      ),
    )
  },
)

/** Answers to nothing that was asked. */
const ANSWERS = [{ type: 'result' }, { type: 'error' }] as const

const answers: Scenario[] = ANSWERS.map(({ type }) =>
  scenario(
    `clients/streams/requests/unasked-${type}`,
    { proves: ['RFC6120-8.2.3-b'], role: 'client', parameters: { type } },
    async (world) => {
      world.service('service', 'first')

      world.step('the server answers what was never asked')
      const at = await world.online()
      const id = 'never-asked'
      const condition = el('service-unavailable', { xmlns: NS.stanzaErrors })
      const payload = type === 'error' ? [el('error', { type: 'cancel' }, condition)] : []
      world.deliver(el('iq', { type, id, from: world.domain, to: world.jid }, ...payload))
      const until = await world.barrier()

      world.check(
        'RFC6120-8.2.3-b',
        none(
          'The client sends nothing in return.',
          { name: 'iq', attrs: { id } },
          {
            at,
            after: { sent: { name: 'iq', attrs: { id } } },
            until,
          },
        ),
      )
    },
  ),
)

export const requests: Scenario[] = [...unknown, ping, withoutFrom, ...answers]
