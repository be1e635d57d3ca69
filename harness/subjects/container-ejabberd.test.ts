import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import type { ClientActor } from '../actors/client.js'
import { systemClock as clock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import type { Entry } from '../journal/event.js'
import { World } from '../run/world.js'
import { engineTrouble } from './engine.js'
import { startSubject } from './start.js'
import type { Subject } from './subject.js'
import { until } from './until.js'

const run = promisify(execFile)
const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'
const never = new AbortController().signal

/** Containers and networks this process has in the engine. */
async function ours(): Promise<{ containers: number; networks: number }> {
  const filter = ['--quiet', '--filter', `label=assay.pid=${process.pid}`]
  const count = async (command: string[]) =>
    (await run('docker', [...command, ...filter])).stdout.split('\n').filter((line) => line !== '').length
  return { containers: await count(['ps', '--all']), networks: await count(['network', 'ls']) }
}

function play(subject: Subject) {
  const entries: Entry[] = []
  const recorder = { record: (entry: Entry) => entries.push(entry) }
  const world = new World(subject, recorder, clock, seededRandom('ejabberd'))
  const shows = async (conn: string, text: string) => {
    const read = () =>
      entries.flatMap((e) => (e.kind === 'received' && e.conn === conn ? [e.data] : [])).join('')
    const wait = { clock, ms: 5000, pause: 20 }
    await until(async () => (read().includes(text) ? true : undefined), wait)
    expect(read()).toContain(text)
  }
  const openedAt = () => entries.flatMap((e) => (e.kind === 'open' ? [e.host] : []))
  return { world, shows, openedAt }
}

/** A message that gets through. A node tells the others of a new session without waiting for them. */
function reaches(one: ClientActor, two: ClientActor): Promise<unknown> {
  const attempt = async () => two.receive({ mark: one.message({ to: two.jid }) }, 500)
  return until(attempt, { clock, ms: 5000, pause: 0 })
}

describe('with an engine', () => {
  beforeEach((context) => {
    if (trouble !== undefined && !required) context.skip(trouble)
  })

  test('ejabberd carries a message, sends sessions away, and is removed', { timeout: 240_000 }, async () => {
    const subject = await startSubject('container:ejabberd@23', clock, never)
    try {
      expect(subject.facts).toMatchObject({ name: 'ejabberd', version: '23.01', carrier: 'container' })
      expect(subject.resetPath).toMatchObject({ carried: true })
      expect(subject.security).toBe('tls')
      const { world, shows } = play(subject)
      const one = await world.start(await world.account('one'), { as: 'one', priority: 1 })
      const two = await world.start(await world.account('two'), { as: 'two', priority: 1 })
      const mark = one.message({ to: two.jid })
      await two.expect('the message', { name: 'message', mark })
      await world.order('redirect', { jid: one.jid, target: '[2001:db8::1]:5223' })
      await shows('one/1', '>[2001:db8::1]:5223</see-other-host></stream:error>')
      await shows('one/1', '</stream:stream>')
      await two.barrier()
      await world.order('transfer', { jid: two.jid, domain: subject.domain, target: 'node2.example' })
      await shows(
        'two/1',
        `<query xmlns='urn:xmpp:cxfr'><domain>${subject.domain}</domain><server>node2.example</server></query>`,
      )
      await world.order('drain', { target: 'node2.example' })
      await shows('two/1', '>node2.example</see-other-host></stream:error></stream:stream>')
      await world.dispose()
    } finally {
      await subject.stop()
    }
    expect(await ours()).toEqual({ containers: 0, networks: 0 })
  })

  test('two ejabberd are one server with two addresses', { timeout: 240_000 }, async () => {
    const subject = await startSubject('container:ejabberd-cluster', clock, never)
    try {
      expect(await ours()).toEqual({ containers: 2, networks: 1 })
      const hosts = [subject.endpoint.host, subject.endpoint.host, subject.endpoint.host]
      expect(hosts[0]).toBe(hosts[2])
      expect(hosts[0]).not.toBe(hosts[1])
      const { world, shows, openedAt } = play(subject)
      const account = await world.account('one')
      const one = await world.start(account, { as: 'one', resource: 'one', priority: 1 })
      const two = await world.start(account, { as: 'two', resource: 'two', priority: 1 })
      expect(new Set(openedAt()).size).toBe(2)
      expect(await reaches(one, two)).toBeDefined()
      await world.order('drain', { target: 'node3.example' })
      for (const conn of ['one/1', 'two/1']) await shows(conn, '>node3.example</see-other-host>')
      await world.dispose()
    } finally {
      await subject.stop()
    }
    expect(await ours()).toEqual({ containers: 0, networks: 0 })
  })

  test('a cluster is one server again after a death and a partition', { timeout: 240_000 }, async () => {
    const subject = await startSubject('container:ejabberd-cluster', clock, never)
    try {
      const { world } = play(subject)
      const account = await world.account('one')
      const meet = async (as: string) => {
        const [one, two] = [
          await world.start(account, { as: `${as}-1`, node: 1 }),
          await world.start(account, { as: `${as}-2`, node: 2 }),
        ]
        return reaches(one, two)
      }
      expect(await meet('before')).toBeDefined()
      await subject.admin?.['kill-node']?.({ node: 1 })
      await subject.rejoin?.()
      expect(await meet('after-a-death')).toBeDefined()
      await subject.admin?.partition?.({ between: [1, 2] })
      expect(await meet('apart')).toBeUndefined()
      await subject.rejoin?.()
      expect(await meet('after-a-partition')).toBeDefined()
      await world.dispose()
    } finally {
      await subject.stop()
    }
  })
})
