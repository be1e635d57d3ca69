import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { packageRoot } from '../core/package-root.js'
import { keepPort, nextPort } from './ports.js'
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
  const used = (await nextPort()) + 1
  const other = createServer().listen(used, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, () => undefined)
  listener.close()
  other.close()
  expect(listener.port).toBe(used + 1)
})

test('a port is kept for who may come back to it', async () => {
  const first = await nextPort()
  keepPort(first)
  const others = new Set<number>()
  for (let port = await nextPort(); !others.has(port); port = await nextPort()) others.add(port)
  expect(others.size).toBeGreaterThan(300)
  expect(others).not.toContain(first)
})

test('another process has other ports', async () => {
  const own = await nextPort()
  const script = `const { nextPort } = await import(process.argv[1]); console.log(await nextPort())`
  const built = pathToFileURL(join(packageRoot(), 'dist', 'harness', 'net', 'ports.js')).href
  const others = await Promise.all(
    Array.from({ length: 6 }, () =>
      promisify(execFile)(process.execPath, [
        '--input-type=module',
        '-e',
        `${script}; setTimeout(() => 0, 1000)`,
        built,
      ]),
    ),
  )
  const blocks = [own, ...others.map(({ stdout }) => Number(stdout))].map((port) =>
    Math.floor((port - 20_000) / 384),
  )
  expect(new Set(blocks).size).toBe(7)
})
