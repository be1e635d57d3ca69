import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { withDeadline } from '../core/deadline.js'
import type { Link, LinkEnd } from '../core/link.js'
import { seededRandom } from '../core/random.js'
import { type Listener, tcpNetwork } from '../net/network.js'
import { FaultProxy } from './proxy.js'
import type { Fault } from './schedule.js'
import { schedule } from './test-arbitraries.js'

/** Bytes without a pattern that a shift would hide. */
const megabyte = (first: number) =>
  Buffer.from(Uint32Array.from({ length: 250_000 }, (_, i) => i + first).buffer)

const LOOPBACK = { host: '127.0.0.1', port: 0 }
const open: (Listener | FaultProxy)[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.close()
})

/** Bytes as they are compared: by length and hash. */
const shown = (bytes: Buffer) => `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`

/** All that a side hears, when it has heard the end. */
function heard(link: Link): Promise<{ bytes: string; how: LinkEnd }> {
  const pieces: Buffer[] = []
  const end = new Promise<{ bytes: string; how: LinkEnd }>((resolve) =>
    link.listen({
      data: (bytes) => pieces.push(bytes),
      ended: (how) => resolve({ bytes: shown(Buffer.concat(pieces)), how }),
    }),
  )
  return withDeadline(end, 5000, systemClock, 'the end of a connection')
}

async function proxied(...faults: Fault[]) {
  let accept: (link: Link) => void = () => undefined
  const accepted = new Promise<Link>((resolve) => {
    accept = resolve
  })
  const target = await tcpNetwork.listen(LOOPBACK, (link) => accept(link))
  const proxy = await FaultProxy.start({
    network: tcpNetwork,
    at: LOOPBACK,
    target: { ...LOOPBACK, port: target.port },
    schedule: schedule(...faults),
    clock: systemClock,
    random: seededRandom('tcp'),
    report: () => undefined,
  })
  open.push(target, proxy)
  const client = await tcpNetwork.dial({ ...LOOPBACK, port: proxy.port })
  return { client, accepted, proxy }
}

test('a megabyte each way arrives whole, and FIN behind it', async () => {
  const { client, accepted } = await proxied()
  const [up, down] = [megabyte(0), megabyte(7)]
  const atClient = heard(client)
  client.write(up)
  client.end()
  const server = await accepted
  const atServer = heard(server)
  server.write(down)
  server.end()
  expect(await atServer).toEqual({ bytes: shown(up), how: 'fin' })
  expect(await atClient).toEqual({ bytes: shown(down), how: 'fin' })
})

test('sliced, stalled and held, it arrives whole all the same', async () => {
  const at = (bytes: number) => ({ on: 'bytes' as const, direction: 'to-server' as const, bytes })
  const rest = { direction: 'to-server' as const, heal: { ms: 20 } }
  const { client, accepted } = await proxied(
    { trigger: at(100), action: { do: 'slice', bytes: 7, ...rest } },
    { trigger: at(20_000), action: { do: 'stall', ...rest } },
    { trigger: at(90_000), action: { do: 'black-hole', ...rest } },
  )
  const up = megabyte(0).subarray(0, 100_000)
  client.write(up)
  client.end()
  expect(await heard(await accepted)).toEqual({ bytes: shown(up), how: 'fin' })
})

test('a cut delivers exactly so many bytes', async () => {
  const trigger = { on: 'bytes' as const, direction: 'to-server' as const, bytes: 70_001 }
  const { client, accepted } = await proxied({ trigger, action: { do: 'fin', direction: 'to-server' } })
  const up = megabyte(0).subarray(0, 100_000)
  client.write(up)
  expect(await heard(await accepted)).toEqual({ bytes: shown(up.subarray(0, 70_001)), how: 'fin' })
})

test('RST arrives as RST, from a side and from a fault', async () => {
  const plain = await proxied()
  const server = heard(await plain.accepted)
  plain.client.reset()
  expect((await server).how).toBe('reset')
  const faulty = await proxied({ trigger: { on: 'connection', ms: 5 }, action: { do: 'reset' } })
  expect((await heard(faulty.client)).how).toBe('reset')
  expect((await heard(await faulty.accepted)).how).toBe('reset')
})

test('a refused target is a reset connection', async () => {
  const { proxy } = await proxied()
  const nobody = await tcpNetwork.listen(LOOPBACK, () => undefined)
  nobody.close()
  proxy.aim({ ...LOOPBACK, port: nobody.port })
  const client = await tcpNetwork.dial({ ...LOOPBACK, port: proxy.port })
  expect((await heard(client)).how).toBe('reset')
})
