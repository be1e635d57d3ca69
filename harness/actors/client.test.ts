import { expect, test } from 'vitest'
import type { Results } from '../core/results.js'
import { scenario } from '../run/scenario.js'
import { runOnReference } from '../run/test-bench.js'
import type { World } from '../run/world.js'
import { NS } from '../wire/ns.js'

/** Plays `script` on the reference; what it throws is thrown here. */
async function play(script: (world: World) => Promise<void>): Promise<Results> {
  let failure: unknown
  const guarded = async (world: World) => {
    try {
      await script(world)
    } catch (error) {
      failure = error
    }
  }
  const results = await runOnReference([
    scenario('script', { proves: ['RFC6120-8.1.3-c'], role: 'server' }, guarded),
  ])
  if (failure !== undefined) throw failure
  return results
}

test('a client binds the resource it asks for, or takes what it gets', async () => {
  await play(async (world) => {
    const account = await world.account('a')
    const one = await world.start(account, { as: 'one', resource: 'désk/top' })
    const two = await world.start(account, { as: 'two' })
    expect(one.jid).toBe(`${account.local}@localhost/désk/top`)
    expect(one.resource).toBe('désk/top')
    expect(one.bare).toBe(`${account.local}@localhost`)
    expect(two.resource).not.toBe('')
    expect([one.id, two.id]).toEqual(['one/1', 'two/1'])
  })
})

test('a second start under one name is its next epoch', async () => {
  await play(async (world) => {
    const account = await world.account('a')
    await (await world.start(account, { as: 'x', priority: 0 })).close()
    expect((await world.start(account, { as: 'x' })).id).toBe('x/2')
  })
})

test('fences arrive behind messages, at each receiver', async () => {
  await play(async (world) => {
    const [a, b] = [await world.account('a'), await world.account('b')]
    const sender = await world.start(a, { as: 'sender', priority: 0 })
    const first = await world.start(b, { as: 'first', priority: 0 })
    const second = await world.start(b, { as: 'second', priority: 0 })
    const mark = sender.message({ to: first.jid, body: 'x' })
    const fences = await sender.fences([first, second, sender])
    expect(new Set([mark, ...fences]).size).toBe(4)
    expect(await first.receive({ name: 'message', mark }, 0)).toBeDefined()
    expect(await second.receive({ name: 'message', mark: fences[1]! }, 0)).toBeDefined()
    expect(await second.receive({ name: 'message', mark }, 0)).toBeUndefined()
  })
})

test('a missing element ends the script with what was waited for', async () => {
  await play(async (world) => {
    const client = await world.start(await world.account('a'), { as: 'a' })
    await expect(client.expect('a pong', { name: 'message' }, 10)).rejects.toMatchObject({
      name: 'NotSeen',
      message: 'a/1 waited 10 ms for a pong.',
    })
    client.reset()
    await expect(client.expect('a pong', { name: 'message' }, 10)).rejects.toMatchObject({
      name: 'SubjectGone',
      message: 'The stream of a/1 ended (reset) while it waited for a pong.',
    })
  })
})

test('subscribe lets one see the presence of the other', async () => {
  await play(async (world) => {
    const a = await world.start(await world.account('a'), { as: 'a', priority: 0 })
    const b = await world.start(await world.account('b'), { as: 'b', priority: 0 })
    await world.subscribe(a, b)
    const mark = b.presence({ show: 'away' })
    expect(await a.receive({ name: 'presence', mark, fromBare: b.bare })).toBeDefined()
  })
})

test('a raw stream carries anything, and tells how it ended', async () => {
  await play(async (world) => {
    const raw = await world.raw('raw')
    raw.open('localhost')
    await raw.expect('features', (e) => e.is('features', NS.stream), 2000)
    raw.send('<not><well></formed>')
    const error = await raw.expect('a stream error', (e) => e.is('error', NS.stream), 2000)
    expect(error.getChild('not-well-formed', NS.streamErrors)).toBeDefined()
    await expect(raw.expect('more', (e) => e.is('more'), 2000)).rejects.toMatchObject({ name: 'SubjectGone' })
  })
})

test('a client that hangs reads nothing until it goes on', async () => {
  await play(async (world) => {
    const one = await world.start(await world.account('a'), { as: 'one', priority: 0 })
    const two = await world.start(await world.account('b'), { as: 'two', priority: 0 })
    expect(await world.end(one, 'silence')).toEqual({ endOf: 'one/1' })
    const mark = two.message({ to: one.jid, body: 'are you there?' })
    await two.barrier()
    expect(await one.receive({ mark }, 50)).toBeUndefined()
    await one.wake(50)
    expect(await one.receive({ mark })).toBeDefined()
    expect(await two.fence(one)).toMatch(/^fence-/u)
  })
})

test('a client with stream management answers the pings of the server', async () => {
  await play(async (world) => {
    const client = await world.resumable(await world.account('a'), { as: 'client', priority: 0 })
    const ping = await client.expect('a ping', { name: 'iq', has: { name: 'ping', ns: NS.ping } }, 5000)
    const before = client.sent
    await world.elapse(world.silence)
    expect(client.connection.ended).toBeUndefined()
    expect(ping.attrs.type).toBe('get')
    expect(before).toBeGreaterThan(0)
  })
})
