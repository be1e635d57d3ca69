import { readFile } from 'node:fs/promises'
import { connect, createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createServer, type ReferenceServer } from '../../fixtures/reference/server/index.js'
import { systemClock as clock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import { testResetPath } from './reset-path.js'

const running: { kill(): void }[] = []
afterEach(() => {
  for (const server of running.splice(0)) server.kill()
})

async function serve(): Promise<number> {
  const server: ReferenceServer = createServer({ domain: 'here.test', clock, random: seededRandom('server') })
  running.push(server)
  return (await server.listen({ host: '127.0.0.1', port: 0 })).port
}

/** A relay that turns every end of a connection into a FIN, as a container engine's proxy does. */
async function relayTo(port: number): Promise<number> {
  const relay = createTcpServer((near) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far).pipe(near)
    near.on('error', () => far.end())
    far.on('error', () => near.end())
  })
  running.push({ kill: () => relay.close() })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  return (relay.address() as { port: number }).port
}

const read = async () => {
  const texts = ['tcp', 'tcp6', 'snmp'].map((name) => readFile(`/proc/net/${name}`, 'utf8'))
  return (await Promise.all(texts)).join('\n')
}
const seenFrom = (port: number) => ({ port, read })
const at = (port: number) => ({ host: '127.0.0.1', port })

describe.runIf(process.platform === 'linux')('on the far side of a connection', () => {
  test('a reset is seen to arrive', async () => {
    const port = await serve()
    await expect(testResetPath(seenFrom(port), at(port), 'here.test', clock)).resolves.toEqual({
      carried: true,
      how: `A reset sent to 127.0.0.1:${port} arrived in the container, whose kernel counted it.`,
    })
  })

  test('a relay is noticed', async () => {
    const port = await serve()
    const relay = await relayTo(port)
    await expect(testResetPath(seenFrom(port), at(relay), 'here.test', clock)).resolves.toMatchObject({
      carried: false,
      how: expect.stringContaining('is relayed on its way'),
    })
  })
})

test('a far side that cannot be read carries nothing', async () => {
  const port = await serve()
  const blind = { port, read: () => Promise.reject(new Error('no exec')) }
  await expect(testResetPath(blind, at(port), 'here.test', clock)).resolves.toMatchObject({
    carried: false,
    how: expect.stringContaining('could not be tried: no exec'),
  })
})
