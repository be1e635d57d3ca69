import { expect, test } from 'vitest'
import { Decisions } from './decisions.js'
import { Framing } from './framing.js'
import { schedule } from './test-arbitraries.js'
import { Ear, through } from './test-world.js'

const right = () => new Decisions()
const stall = (ms: number) => ({ do: 'stall' as const, direction: 'to-server' as const, heal: { ms } })

test('later connections go to the new target, and those that exist stay', async () => {
  const world = await through(schedule(), right())
  world.proxy.aim({ host: 'memory', port: 99 })
  const late = new Ear(await world.dial(), world.clock)
  await world.clock.pass(0)
  expect(late.told).toMatchObject({ ended: 'reset' })
  world.client.write('still here')
  await world.clock.pass(0)
  expect(world.serverEar.bytes.toString()).toBe('still here')
})

test('a connection that comes later meets what still lasts, for the time that is left', async () => {
  const world = await through(schedule({ trigger: { on: 'start', ms: 10 }, action: stall(100) }), right())
  await world.clock.pass(60)
  const late = await world.dial()
  await world.clock.pass(0)
  late.write('late')
  await world.clock.pass(49)
  expect(world.accepted[1]?.bytes.toString()).toBe('')
  await world.clock.pass(1)
  expect(world.accepted[1]?.bytes.toString()).toBe('late')
  expect(world.events.map(({ connection, band, time }) => [connection, band, time])).toEqual([
    [1, 'begin', 10],
    [2, 'begin', 60],
    [1, 'end', 110],
    [2, 'end', 110],
  ])
})

test('a fault for the second connection leaves the first alone', async () => {
  const fault = {
    trigger: { on: 'connection' as const, ms: 0 },
    action: { do: 'reset' as const },
    connection: 2,
  }
  const world = await through(schedule(fault), right())
  const second = new Ear(await world.dial(), world.clock)
  await world.clock.pass(1)
  expect(second.ended?.how).toBe('reset')
  expect(world.clientEar.ended).toBeUndefined()
  expect(world.events).toEqual([
    { time: 0, connection: 2, fault: 1, action: 'reset', direction: 'both', band: 'instant' },
  ])
})

test('disarmed, it heals at once and sets off nothing more', async () => {
  const world = await through(
    schedule(
      { trigger: { on: 'connection', ms: 0 }, action: stall(1000) },
      { trigger: { on: 'bytes', direction: 'to-server', bytes: 6 }, action: { do: 'reset' } },
    ),
    right(),
  )
  await world.clock.pass(0)
  world.client.write('held')
  await world.clock.pass(5)
  world.proxy.disarm()
  world.client.write(', and more')
  await world.clock.pass(2000)
  expect(world.serverEar.told).toMatchObject({ hex: Buffer.from('held, and more').toString('hex') })
  expect(world.events.map(({ band, time }) => `${band} ${time}`)).toEqual(['begin 0', 'end 5'])
})

test('what has ended meets no more faults', async () => {
  const world = await through(
    schedule(
      { trigger: { on: 'bytes', direction: 'to-server', bytes: 2 }, action: { do: 'reset' } },
      { trigger: { on: 'connection', ms: 50 }, action: stall(10) },
    ),
    right(),
  )
  world.client.write('abc')
  await world.clock.pass(100)
  expect(world.events.map(({ action }) => action)).toEqual(['reset'])
})

test('framing sees no stanzas in what is no XML', () => {
  const framing = new Framing()
  const stream = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
  expect(framing.scan(Buffer.from(`${stream}<presence/>`)).marks).toMatchObject([{ is: 'stanza' }])
  const tls = Buffer.from('1603010200010001fc0303', 'hex')
  expect(framing.scan(Buffer.concat([tls, Buffer.from('<presence/>')]))).toEqual({ marks: [], known: 22 })
})

test('framing goes on behind a restart of the stream', () => {
  const framing = new Framing()
  const stream = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
  const again = `${stream}<auth xmlns='x'/><?xml version='1.0'?>${stream}<presence/></stream:stream>`
  expect(framing.scan(Buffer.from(again)).marks.map(({ is }) => is)).toEqual(['stanza', 'stanza', 'close'])
})

test('a fault added to a living connection counts its stanzas and bytes from then on', async () => {
  const world = await through(schedule(), right(), 'always')
  world.client.write(
    "<stream:stream xmlns:stream='http://etherx.jabber.org/streams' xmlns='jabber:client'><a/><b/>",
  )
  await world.clock.pass(0)
  world.proxy.add({
    trigger: { on: 'stanza', direction: 'to-server', nth: 2, like: {} },
    action: { do: 'fin', direction: 'to-server' },
  })
  world.client.write('<c/><d/><e/>')
  await world.clock.pass(0)
  expect(world.serverEar.bytes.toString()).toMatch(/<a\/><b\/><c\/><d\/>$/)
  expect(world.serverEar.ended?.how).toBe('fin')
})

test('a fault added with no time to wait is set off at once, and heals', async () => {
  const world = await through(schedule(), right())
  world.proxy.add({ trigger: { on: 'connection', ms: 0 }, action: stall(50) })
  world.client.write('later')
  await world.clock.pass(49)
  expect(world.serverEar.bytes.toString()).toBe('')
  await world.clock.pass(1)
  expect(world.serverEar.bytes.toString()).toBe('later')
  expect(world.events.map(({ fault, band }) => [fault, band])).toEqual([
    [1, 'begin'],
    [1, 'end'],
  ])
})

test('nothing is added to what is disarmed', async () => {
  const world = await through(schedule(), right())
  world.proxy.disarm()
  world.proxy.add({ trigger: { on: 'connection', ms: 0 }, action: { do: 'reset' } })
  await world.clock.pass(1)
  expect(world.clientEar.ended).toBeUndefined()
})
