import { afterEach, expect, test } from 'vitest'
import type { Verb } from '../core/admin.js'
import { systemClock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import type { Entry } from '../journal/event.js'
import { World } from '../run/world.js'
import { startSubject } from './start.js'
import type { Subject } from './subject.js'
import { until } from './until.js'

let subject: Subject | undefined
afterEach(() => subject?.stop())

async function twoSessions() {
  const entries: Entry[] = []
  subject = await startSubject('embedded', systemClock, new AbortController().signal)
  const recorder = { record: (entry: Entry) => entries.push(entry) }
  const world = new World(subject, recorder, systemClock, seededRandom('admin'))
  const one = await world.start(await world.account('one'), { as: 'one', priority: 0 })
  const two = await world.start(await world.account('two'), { as: 'two', priority: 0 })
  const read = (conn: string) =>
    entries.flatMap((e) => (e.kind === 'received' && e.conn === conn ? [e.data] : [])).join('')
  const shows = async (conn: string, text: string) => {
    const wait = { clock: systemClock, ms: 2000, pause: 10 }
    expect(await until(async () => (read(conn).includes(text) ? text : undefined), wait)).toBe(text)
  }
  return { world, one, two, entries, shows, read }
}

const REDIRECT =
  '<see-other-host xmlns="urn:ietf:params:xml:ns:xmpp-streams">node2.example:5223</see-other-host>'

test('a session is redirected, and another is served on', async () => {
  const { world, one, two, entries, shows } = await twoSessions()
  await world.order('redirect', { jid: one.jid, target: 'node2.example:5223' })
  await shows('one/1', REDIRECT)
  await shows('one/1', '</stream:stream>')
  await two.barrier()
  const verbs = entries.flatMap((e) => (e.kind === 'ordered' || e.kind === 'carried-out' ? [e.kind] : []))
  expect(verbs).toEqual(['ordered', 'carried-out'])
  await world.dispose()
})

test('a session is asked to connect elsewhere', async () => {
  const { world, one, two, shows } = await twoSessions()
  await world.order('transfer', { jid: one.jid, domain: world.subject.domain, target: '[::1]:5223' })
  await shows('one/1', '<server>[::1]:5223</server>')
  await two.barrier()
  await world.dispose()
})

test('a session is ended', async () => {
  const { world, one, two, shows } = await twoSessions()
  await world.order('kill-session', { jid: one.jid })
  await shows('one/1', '</stream:stream>')
  await two.barrier()
  await world.dispose()
})

test('a drained server sends everybody away, until the scenario is over', async () => {
  const { world, one, shows, entries } = await twoSessions()
  await world.order('drain', { target: 'node2.example:5223' })
  await shows('one/1', REDIRECT)
  await shows('two/1', REDIRECT)
  const late = world.start(await world.account('late'), { as: 'late' })
  await expect(late).rejects.toThrow()
  await shows('late/1', REDIRECT)
  await world.dispose()
  const next = new World(
    subject!,
    { record: (entry) => entries.push(entry) },
    systemClock,
    seededRandom('next'),
  )
  await next.start(await next.account('next'), { as: 'next', priority: 0 })
  await next.dispose()
  expect(one.connection.ended).toBeDefined()
})

test.each<[Verb, object, string]>([
  ['redirect', { jid: 'nobody@localhost/x', target: 'a.example' }, 'The reference has no session'],
  ['drain', { target: 'a b' }, 'The reference can\'t redirect to "a b".'],
])('an order to %s that cannot be carried out says why', async (verb, order, why) => {
  const { world } = await twoSessions()
  await expect(world.order(verb, order as never)).rejects.toThrow(why)
  await world.dispose()
})
