import { afterEach, describe, expect, test } from 'vitest'
import { makeCertificate } from '../../fixtures/reference/server/certificate.js'
import { type Clock, systemClock } from '../core/clock.js'
import { EXIT } from '../core/exit.js'
import type { ClientLink, Link } from '../core/link.js'
import { VirtualClock } from '../core/virtual-clock.js'
import { memoryNetwork } from './memory-network.js'
import { type Listener, type Network, tcpNetwork } from './network.js'

const HOST = '127.0.0.1'
const listeners: Listener[] = []
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.close()
})

/** One end of a link with what it was told. */
class End {
  readonly seen: string[] = []
  constructor(
    readonly link: Link & ClientLink,
    private readonly clock: Clock,
  ) {
    link.listen({
      data: (bytes) => this.seen.push(`${bytes}`),
      ended: (how) => this.seen.push(how),
    })
  }

  /** What was told by the time that `text` was a part of it. */
  async until(text: string): Promise<string> {
    for (let left = 500; left > 0; left -= 1) {
      if (this.seen.join(' ').includes(text)) return this.seen.join(' ')
      await new Promise<void>((resolve) => this.clock.after(4, resolve))
    }
    throw new Error(`"${text}" never came, but: ${this.seen.join(' ')}`)
  }
}

async function linked(network: Network, clock: Clock): Promise<{ client: End; server: End }> {
  let far: Link | undefined
  const listener = await network.listen({ host: HOST, port: 0 }, (link) => {
    far = link
  })
  listeners.push(listener)
  const near = await network.dial({ host: HOST, port: listener.port })
  for (let left = 500; far === undefined && left > 0; left -= 1)
    await new Promise<void>((resolve) => clock.after(4, resolve))
  return { client: new End(near, clock), server: new End(far as Link, clock) }
}

const virtual = new VirtualClock()
const NETWORKS: [string, Network, Clock][] = [
  ['TCP', tcpNetwork, systemClock],
  ['memory', memoryNetwork({ clock: virtual }), virtual],
]

describe.each(NETWORKS)('over %s', (_, network, clock) => {
  test('bytes arrive in order, and a FIN leaves the other direction open', async () => {
    const { client, server } = await linked(network, clock)
    client.link.write('one ')
    client.link.write(Buffer.from('two '))
    client.link.end()
    client.link.write('never')
    expect((await server.until('fin')).replaceAll(/ +/gu, ' ')).toBe('one two fin')
    server.link.write('still open')
    server.link.end()
    expect(await client.until('fin')).toBe('still open fin')
  })

  test('who pauses reads nothing, and everything later', async () => {
    const { client, server } = await linked(network, clock)
    server.link.write('one ')
    await client.until('one')
    client.link.pause()
    server.link.write('two ')
    server.link.end()
    client.link.write('back')
    await server.until('back')
    expect(client.seen.join('').trim()).toBe('one')
    client.link.resume()
    expect((await client.until('fin')).replaceAll(/ +/gu, ' ')).toBe('one two fin')
  })

  test('a reset ends both sides at once, and nothing passes any more', async () => {
    const { client, server } = await linked(network, clock)
    client.link.write('hello')
    await server.until('hello')
    server.link.write('bye')
    await client.until('bye')
    client.link.reset()
    expect(client.seen.join(' ')).toBe('bye reset')
    expect(await server.until('reset')).toBe('hello reset')
    server.link.write('into the void')
    server.link.end()
    server.link.reset()
    expect(client.seen.join(' ')).toBe('bye reset')
  })

  test('what was written before a reset arrives; what the one who resets has not read does not', async () => {
    const { client, server } = await linked(network, clock)
    server.link.write('unread')
    client.link.write('written')
    client.link.reset()
    await server.until('written')
    expect(client.seen.join(' ')).toBe('reset')
  })

  test('a certificate is refused unless it is good for the domain', async () => {
    const identity = await makeCertificate(['a.test'], systemClock)
    const secured = async (domain: string) => {
      const { client, server } = await linked(network, clock)
      const serving = server.link.secureAsServer(identity).catch(() => undefined)
      const trust = { ca: identity.certificate, verify: 'full' as const }
      const outcome = await client.link.secureAsClient!(domain, trust).then(
        () => 'secured',
        (error: NodeJS.ErrnoException) => error.code,
      )
      if (outcome === 'secured') await serving
      return { outcome, client, server }
    }
    expect((await secured('b.test')).outcome).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    const { outcome, client, server } = await secured('a.test')
    expect(outcome).toBe('secured')
    expect(client.link).toMatchObject({ secure: true, protocol: 'TLSv1.3' })
    expect(server.link).toMatchObject({ secure: true, serverName: 'a.test' })
    client.link.write('ping')
    await server.until('ping')
    server.link.write('pong')
    await client.until('pong')
    client.link.end()
    expect(await server.until('fin')).toBe('ping fin')
    server.link.end()
    expect(await client.until('fin')).toBe('pong fin')
  })

  test('who begins with TLS may listen later: what arrived meanwhile is kept', async () => {
    const identity = { ...(await makeCertificate(['a.test'], systemClock)), protocols: ['xmpp-client'] }
    let serving: Promise<Link> | undefined
    const listener = await network.listen({ host: HOST, port: 0 }, (link) => {
      serving = link.secureAsServer(identity).then(() => link)
    })
    listeners.push(listener)
    const near = await network.dial({ host: HOST, port: listener.port })
    const trust = { ca: identity.certificate, verify: 'full' as const }
    await near.secureAsClient!('a.test', trust, { alpn: 'xmpp-client' })
    const far = await serving!
    near.write('early')
    await new Promise<void>((resolve) => clock.after(20, resolve))
    const server = new End(far, clock)
    expect(await server.until('early')).toBe('early')
    server.link.reset()
  })

  test('a reset passes below TLS', async () => {
    const identity = await makeCertificate(['a.test'], systemClock)
    const { client, server } = await linked(network, clock)
    await Promise.all([
      server.link.secureAsServer(identity),
      client.link.secureAsClient!('a.test', { verify: 'none' }),
    ])
    server.link.reset()
    expect(await client.until('reset')).toBe('reset')
    expect(server.seen.join(' ')).toBe('reset')
  })

  test('nobody accepts where nobody listens', async () => {
    const listener = await network.listen({ host: HOST, port: 0 }, () => undefined)
    listener.close()
    await expect(network.dial({ host: HOST, port: listener.port })).rejects.toMatchObject({
      exitCode: EXIT.unavailable,
      message: expect.stringMatching(/^Can't connect to 127\.0\.0\.1:\d+: connect ECONNREFUSED [\d.:]+\.$/u),
    })
  })

  test('a port is taken once', async () => {
    const listener = await network.listen({ host: HOST, port: 0 }, () => undefined)
    listeners.push(listener)
    await expect(network.listen({ host: HOST, port: listener.port }, () => undefined)).rejects.toThrow(
      'EADDRINUSE',
    )
  })
})

test('names below localhost are loopback', async () => {
  const { port } = await NETWORKS[1]![1].listen({ host: 'localhost', port: 0 }, () => undefined)
  await expect(NETWORKS[1]![1].dial({ host: 'c17.run.localhost', port })).resolves.toBeDefined()
})

test('latency is virtual time, and nothing overtakes', async () => {
  const clock = new VirtualClock()
  const delays = [100, 50, 10, 0, 0]
  const { client, server } = await linked(
    memoryNetwork({ clock, latency: (what) => (what === 'connect' ? 30 : (delays.shift() ?? 0)) }),
    clock,
  )
  expect(clock.now()).toBe(30)
  client.link.write('a')
  client.link.write('b')
  client.link.end()
  expect(await server.until('fin')).toBe('a b fin')
  expect(clock.now()).toBeGreaterThanOrEqual(130)
})

describe('a connection in memory whose packets are lost', () => {
  test('gets them when they pass again, in order', async () => {
    const network = memoryNetwork({ clock: virtual })
    const { client, server } = await linked(network, virtual)
    network.lose?.(client.link.port!)
    client.link.write('one ')
    client.link.write('two')
    client.link.end()
    server.link.write('three')
    await new Promise<void>((resolve) => virtual.after(60_000, resolve))
    expect([client.seen, server.seen]).toEqual([[], []])
    network.carry?.(client.link.port!)
    expect(await server.until('fin')).toBe('one  two fin')
    expect(await client.until('three')).toBe('three')
  })

  test('learns of a reset when they pass again', async () => {
    const network = memoryNetwork({ clock: virtual })
    const { client, server } = await linked(network, virtual)
    network.lose?.(client.link.port!)
    client.link.write('one ')
    client.link.reset()
    await new Promise<void>((resolve) => virtual.after(60_000, resolve))
    expect(server.seen).toEqual([])
    network.carry?.(client.link.port!)
    expect(await server.until('reset')).toBe('reset')
  })
})
