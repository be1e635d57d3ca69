import { afterEach, beforeEach, expect, test } from 'vitest'
import { seeOtherHost, streamError } from '../actors/acts.js'
import { systemClock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import type { Entry, JournalEvent } from '../journal/event.js'
import { readHistory } from '../judge/history.js'
import { type WalkArgs, walk } from '../judge/walk.js'
import { tcpNetwork } from '../net/network.js'
import { ClientWorld } from '../run/client-world.js'
import { ServiceWorld } from '../run/service-world.js'
import { embeddedPrograms } from './embedded-programs.js'

const WAITING = { route: 1000, unavailable: 1000, login: 5000, close: 300, scenario: 9000 }
const reconnection = { first: 20, cap: 100, lasting: 5000 }
const { client, service } = embeddedPrograms({
  bounds: { ...WAITING, handshake: 2000, failover: 2000, redirect: 5000 },
  settings: {
    client: {
      timeout: 500,
      window: 20,
      tries: 1,
      backOff: 10,
      grace: 50,
      proof: 500,
      order: 'presence-first',
      reconnection,
    },
    service: { stale: 1000, interval: 10, reconnection },
  },
  network: tcpNetwork,
  clock: systemClock,
  random: seededRandom('programs'),
  variant: undefined,
})

let journal: JournalEvent[] = []
const worlds: { dispose(): Promise<void> }[] = []
const parts = () => {
  const recorder = {
    record: (entry: Entry) => void journal.push({ n: journal.length + 1, t: journal.length, ...entry }),
  }
  return { recorder, clock: systemClock, random: seededRandom('embedded') }
}
beforeEach(() => {
  journal = []
})
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.dispose()))
})

/** A client's world with a service that answers. */
function clientWorld(): ClientWorld {
  const world = new ClientWorld(client, tcpNetwork, parts())
  worlds.push(world)
  world.service('service', 'first')
  return world
}

const asked = (args: WalkArgs) => walk(readHistory(journal, WAITING), args).verdict

test('the client follows a redirect from one node to another, found by the zone', async () => {
  const world = clientWorld()
  const [server, node2] = [await world.server(), await world.node('node2')]
  server.plays({ at: { secured: seeOtherHost(`node2.example:${node2.endpoint.port}`) } })
  await world.begin({ zone: { addresses: { 'node2.example': ['127.0.0.1'] } } })
  await node2.online()
  for (const asks of ['to', 'tls', 'ends'] as const) expect(asked({ asks, nodes: [] })).toBe('pass')
  expect(asked({ asks: 'order', nodes: ['server', 'node2'] })).toBe('pass')
})

test('the client tells a node of another name nothing', async () => {
  const world = clientWorld()
  const [server, node2] = [await world.server(), await world.node('node2')]
  server.plays({ at: { secured: seeOtherHost(node2.address) } })
  node2.always({ tls: await world.certificate({ names: ['node2.example'] }) })
  await world.begin()
  await server.online()
  expect(asked({ asks: 'stop', nodes: ['node2'] })).toBe('pass')
})

test('the client is found by SRV when it is told no host', async () => {
  const world = clientWorld()
  const { port } = (await world.server()).endpoint
  const zone = {
    srv: { [`_xmpp-client._tcp.${world.domain}`]: [{ priority: 0, weight: 0, port, target: 'a.example' }] },
    addresses: { 'a.example': ['127.0.0.1'] },
  }
  expect(await world.online({ host: undefined, port: undefined, zone })).toBe('server/1')
})

test('the service comes back after its session was ended, with the same priority', async () => {
  const world = new ServiceWorld(service, tcpNetwork, parts())
  worlds.push(world)
  await world.online({ priority: 7 })
  streamError('reset')(world.stream)
  const again = await (await world.server()).online()
  expect(again.id).toBe('server/2')
  await again.expect('its presence', { name: 'presence', has: { name: 'priority', text: '7' } })
})
