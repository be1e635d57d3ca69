import { afterEach, expect, test } from 'vitest'
import { createServer, type DeliveryPolicy } from '../../fixtures/reference/server/index.js'
import { systemClock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import { tcpNetwork } from '../net/network.js'
import { carryOut } from './load.js'

const DOMAIN = 'localhost'
let stop = () => {}
afterEach(() => stop())

/** Ten pings of two clients to three instances at a server with `delivery`. */
async function load(delivery: DeliveryPolicy) {
  const server = createServer({
    domain: DOMAIN,
    clock: systemClock,
    random: seededRandom('load'),
    delivery,
  })
  stop = () => server.kill()
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  const account = (local: string) => {
    server.addAccount(local, DOMAIN, 'secret')
    return { local, domain: DOMAIN, password: 'secret' }
  }
  const job = {
    endpoint: { host: '127.0.0.1', port },
    domain: DOMAIN,
    security: 'clear' as const,
    services: [account('service')],
    clients: [account('a'), account('b')],
    instances: 3,
    pings: 10,
    handovers: 4,
  }
  const place = { network: tcpNetwork, clock: systemClock, random: seededRandom('clients') }
  return carryOut(job, place, () => undefined)
}

test('every ping is answered once, by the instance that is the top one then', async () => {
  const figures = await load('tied')
  expect(figures).toMatchObject({ pings: 10, lost: 0, surplus: 0, answering: 3 })
  expect(figures.latency.p50).toBeLessThanOrEqual(figures.latency.p99)
  expect(figures.latency.p99).toBeLessThanOrEqual(figures.latency.most)
})

test('a server that delivers to all instances is seen by its surplus pongs', async () => {
  const { lost, surplus } = await load('all')
  expect({ lost, surplus: surplus > 0 }).toEqual({ lost: 0, surplus: true })
})
