import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { nextPort } from './ports.js'
import { listenTcp } from './tcp-link.js'

const RANGE = '/proc/sys/net/ipv4/ip_local_port_range'

test('a server gets a port that no outgoing connection is given', async () => {
  const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, () => undefined)
  listener.close()
  const [first = 49_152] =
    process.platform === 'linux' ? readFileSync(RANGE, 'utf8').split('\t').map(Number) : []
  expect(listener.port).toBeLessThan(first)
})

test('a port that somebody uses is passed over', async () => {
  const used = nextPort() + 1
  const other = createServer().listen(used, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, () => undefined)
  listener.close()
  other.close()
  expect(listener.port).toBe(used + 1)
})
