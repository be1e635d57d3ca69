import { expect, test } from 'vitest'
import type { ClientLink, Link } from '../core/link.js'
import { ManualClock } from '../core/manual-clock.js'
import { memoryNetwork } from '../net/memory-network.js'
import type { Network } from '../net/network.js'
import { Meter } from './meter.js'
import { Ear } from './test-world.js'

/** A metered network in memory with one server on it. */
async function scene() {
  const clock = new ManualClock()
  const meter = new Meter()
  const network: Network = meter.network(memoryNetwork({ clock }))
  const accepted: Link[] = []
  const { port } = await network.listen({ host: 'memory', port: 0 }, (link) => void accepted.push(link))
  const connect = async (): Promise<{ client: ClientLink; server: Link; ears: [Ear, Ear] }> => {
    const [client] = await Promise.all([network.dial({ host: 'memory', port }), clock.pass(0)])
    const server = accepted.at(-1)!
    return { client, server, ears: [new Ear(client, clock), new Ear(server, clock)] }
  }
  const say = async (link: Link, data: string | Buffer) => {
    link.write(data)
    await clock.pass(1)
  }
  return { meter, connect, say, clock }
}

const told = (meter: Meter) =>
  meter
    .flows()
    .map(({ connection, direction, bytes, pauses }) => [
      `${connection} ${direction}`,
      bytes.toString(),
      pauses,
    ])

test('what goes each way is kept, in order, and the pauses are where the other side spoke next', async () => {
  const { meter, connect, say } = await scene()
  const { client, server } = await connect()
  await say(client, 'ä')
  await say(client, Buffer.from('ü'))
  await say(server, 'xyz')
  await say(client, 'c')
  await say(server, '€')
  await say(server, '!')
  expect(told(meter)).toEqual([
    ['1 to-server', 'äüc', [4, 5]],
    ['1 to-client', 'xyz€!', [3, 7]],
  ])
})

test('each connection is counted by itself, in the order in which they were dialled', async () => {
  const { meter, connect, say } = await scene()
  const [first, second] = [await connect(), await connect()]
  await say(second.client, 'two')
  await say(first.server, 'one')
  expect(told(meter)).toEqual([
    ['1 to-server', '', []],
    ['1 to-client', 'one', [3]],
    ['2 to-server', 'two', [3]],
    ['2 to-client', '', []],
  ])
})

test('metering changes nothing: bytes and ends arrive as they were', async () => {
  const { connect, say, clock } = await scene()
  const { client, server, ears } = await connect()
  await say(client, 'question')
  await say(server, 'answer')
  client.end()
  await clock.pass(1)
  expect(ears[1].ended?.how).toBe('fin')
  expect(ears[0].ended).toBeUndefined()
  server.reset()
  await clock.pass(1)
  expect(ears[0].ended?.how).toBe('reset')
  expect(ears.map(({ bytes }) => bytes.toString())).toEqual(['answer', 'question'])
})

test('what is kept stays as it was when writer or reader use their buffers again', async () => {
  const { meter, connect, say } = await scene()
  const { client, server } = await connect()
  client.listen({ data: (bytes) => void bytes.fill('-'), ended: () => undefined })
  const buffer = Buffer.from('first')
  await say(client, buffer)
  buffer.write('other')
  await say(server, 'second')
  expect(meter.flows().map(({ bytes }) => bytes.toString())).toEqual(['first', 'second'])
})
