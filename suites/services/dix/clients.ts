import { el, NS, none, once, type Scenario, scenario, some } from '../../../harness/index.js'
import { PRESENCE } from './words.js'

const account = scenario(
  'services/dix/clients/account-gone',
  { proves: ['DIX-FAIL-b'], role: 'service' },
  async (world) => {
    world.step('two resources of one account have sessions, and their bare JID goes unavailable')
    const at = await world.online()
    const clients = [world.client('romeo/orchard'), world.client('romeo/balcony')]
    for (const client of clients) client.presence(world.jid)
    for (const client of clients)
      await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)
    // Unavailable from a bare JID is meant for all its resources (RFC 6121 4.5.4).
    const [from = ''] = clients.map(({ bare }) => bare)
    world.deliver(el('presence', { from, to: world.jid, type: 'unavailable' }))
    const ids = clients.map((client) => client.request(world.jid))
    for (const [i, client] of clients.entries())
      await client.receive({ name: 'iq', attrs: { id: ids[i] ?? '' } })
    const until = await world.barrier()

    for (const id of ids) {
      const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
      const refusal = { name: 'iq', attrs: { type: 'error', id } }
      world.check('DIX-FAIL-b', once('The session of each is over.', refusal, where))
    }
  },
)

const back = scenario(
  'services/dix/clients/back-at-once',
  { proves: ['DIX-FAIL-b', 'INV-SE-c'], role: 'service' },
  async (world) => {
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    await client.expect('the presence of the instance', PRESENCE, world.bounds.handshake)

    world.step('the client goes, and is back under the same full JID before anybody could react')
    client.presence(world.jid, 'unavailable')
    client.presence(world.jid)
    await client.receive(PRESENCE, world.bounds.handshake)
    const id = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const gone = { sent: { name: 'presence', attrs: { from: client.jid, type: 'unavailable' } } }
    const greeting = { name: 'presence', attrs: { type: null, to: [client.jid, client.bare] } }
    const says = 'It is a new session: the instance directs its presence again.'
    world.check('DIX-FAIL-b', some(says, greeting, { at, after: gone, until }))
    const asked = { sent: { name: 'iq', attrs: { id } } }
    const result = { name: 'iq', attrs: { type: 'result', id } }
    world.check('INV-SE-c', once('In the new session it does the work.', result, { at, after: asked, until }))
  },
)

const stranger = scenario(
  'services/dix/clients/without-a-session',
  { proves: ['INV-SE-d'], role: 'service' },
  async (world) => {
    world.step('a client asks for work that has no session with this instance')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    const id = client.request(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    world.check('INV-SE-d', once('It is refused.', { name: 'iq', attrs: { type: 'error', id } }, where))
  },
)

/** What a client directs to an instance, in one go. */
const parallel = scenario(
  'services/dix/clients/presence-before-disco',
  { proves: ['DIX-DISCO-d'], role: 'service' },
  async (world) => {
    world.step('a client directs presence to the instance, and asks for its features at once')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.presence(world.jid)
    const id = client.info(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    await client.receive(PRESENCE, world.bounds.handshake)
    const until = await world.barrier()

    const after = { received: { name: 'presence', attrs: { type: null, to: client.jid } } }
    const answer = { name: 'iq', attrs: { type: 'result', id }, has: { name: 'query', ns: NS.discoInfo } }
    world.check('DIX-DISCO-d', once('The features come after the presence.', answer, { at, after, until }))
  },
)

const first = scenario(
  'services/dix/clients/disco-first',
  { proves: ['DIX-DISCO-d'], role: 'service' },
  async (world) => {
    world.step('a client asks for the features before it directs presence')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    const id = client.info(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const answer = { name: 'iq', attrs: { id, type: ['result', 'error'] } }
    world.check('DIX-DISCO-d', once('The instance answers.', answer, where))
    const greeting = { name: 'presence', attrs: { to: client.jid } }
    world.check('DIX-DISCO-d', none('It does not begin the session itself.', greeting, where))
  },
)

export const clients: Scenario[] = [account, back, stranger, parallel, first]
