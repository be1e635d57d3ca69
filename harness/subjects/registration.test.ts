import { afterAll, expect, test } from 'vitest'
import { createServer } from '../../fixtures/reference/server/index.js'
import { type Clock, systemClock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import { type Network, tcpNetwork } from '../net/network.js'
import { registersAccounts } from './registration.js'

const DOMAIN = 'here.test'
const server = createServer({
  domain: DOMAIN,
  clock: systemClock,
  random: seededRandom('server'),
  registration: 'open',
})
afterAll(() => server.kill())

test('a stream is used for further accounts while it is young, and no longer', async () => {
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  let ahead = 0
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead }
  let opened = 0
  const network: Network = {
    ...tcpNetwork,
    dial: (to) => {
      opened++
      return tcpNetwork.dial(to)
    },
  }
  const endpoint = { host: '127.0.0.1', port }
  const accounts = registersAccounts(
    { endpoint, network, domain: DOMAIN, security: 'clear', clock, ms: 2000 },
    (wish) => wish,
  )
  await accounts.take('one')
  ahead += 5000
  await accounts.take('two')
  expect(opened).toBe(1)
  ahead += 10_000
  await accounts.take('three')
  expect(opened).toBe(2)
  await accounts.close?.()
})
