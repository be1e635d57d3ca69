import { once } from 'node:events'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { makeCertificate } from '../../fixtures/reference/server/index.js'
import { systemClock } from '../core/clock.js'
import { connectTcp } from './tcp-client-link.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A TLS server for localhost that says one byte, and whether sessions with it were resumed. */
async function scene() {
  const { certificate, key } = await makeCertificate(['localhost'], systemClock)
  const resumed: boolean[] = []
  const protocols: unknown[] = []
  const server = createServer(
    { cert: certificate, key, ALPNProtocols: ['xmpp-client'] },
    (socket: TLSSocket) => {
      resumed.push(socket.isSessionReused())
      protocols.push(socket.alpnProtocol)
      socket.on('error', () => {})
      socket.write('x')
    },
  )
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const kept: Buffer[] = []
  const tickets = { ticket: () => kept.at(-1), keep: (ticket: Buffer) => void kept.push(ticket) }
  const connect = async (domain: string, trust: { ca?: string; verify?: 'full' | 'none' }) => {
    const link = await connectTcp({ host: '127.0.0.1', port })
    const byte = new Promise<void>((resolve) => {
      link.listen({ data: () => resolve(), ended: () => resolve() })
    })
    await link.secureAsClient?.(domain, trust, { tickets, alpn: 'xmpp-client' })
    await byte
    link.reset()
  }
  return { certificate, resumed, protocols, kept, connect }
}

test('a session is resumed with a ticket of a server that was verified', async () => {
  const { certificate, resumed, protocols, kept, connect } = await scene()
  await connect('localhost', { ca: certificate })
  await expect.poll(() => kept.length).toBeGreaterThan(0)
  await connect('localhost', { ca: certificate })
  expect(resumed).toEqual([false, true])
  expect(protocols).toEqual(['xmpp-client', 'xmpp-client'])
})

test('a server that isn’t verified gives no ticket', async () => {
  const { certificate, kept, connect } = await scene()
  await expect(connect('other.test', { ca: certificate })).rejects.toThrow('altnames')
  await connect('localhost', { verify: 'none' })
  await expect(connect('localhost', {})).rejects.toThrow('self-signed')
  expect(kept).toEqual([])
})
