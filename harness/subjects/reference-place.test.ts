import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import { World } from '../run/world.js'
import { UNRECORDED } from './probe.js'
import { startSubject } from './start.js'
import type { Subject } from './subject.js'

const NODE = { node: 1 }
let subject: Subject
afterEach(() => subject.stop())
const start = async (specifier = 'embedded') => {
  subject = await startSubject(specifier, systemClock, new AbortController().signal)
  const world = new World(subject, UNRECORDED, systemClock, seededRandom('place'))
  return { world, admin: subject.admin! }
}

test('a server that was killed breaks its links, and knows its accounts when it is back', async () => {
  const { world, admin } = await start()
  const account = await world.account('juliet')
  const before = await world.start(account, { as: 'juliet', priority: 0 })
  const { endpoint } = subject
  await admin['kill-node']?.(NODE)
  await before.closed()
  expect(before.connection.ended).toBe('reset')
  expect(await subject.trouble()).toContain('no longer answers')
  await admin['start-node']?.(NODE)
  expect(subject.endpoint).toEqual(endpoint)
  const after = await world.start(account, { as: 'juliet', priority: 0 })
  await after.barrier()
  await world.dispose()
})

test('a server that is stopped says so', async () => {
  const { world, admin } = await start()
  const client = await world.start(await world.account('juliet'), { as: 'juliet' })
  const closed = client.closed()
  await admin['stop-node']?.(NODE)
  await closed
  const error = await client.receive({ name: 'error' }, 0)
  expect(error?.getChild('system-shutdown')).toBeDefined()
  await subject.rejoin?.()
  expect(await subject.trouble()).toBeUndefined()
  await world.dispose()
})

test('a server that is paused takes what comes, and answers when it goes on', async () => {
  const { world, admin } = await start()
  const client = await world.start(await world.account('juliet'), { as: 'juliet', priority: 0 })
  await admin['pause-node']?.(NODE)
  const mark = client.message({ to: client.jid })
  const late = world.start(await world.account('romeo'), { as: 'romeo', priority: 0 })
  expect(await client.receive({ mark }, 300)).toBeUndefined()
  await subject.rejoin?.()
  expect(await client.receive({ mark })).toBeDefined()
  await (await late).barrier()
  await world.dispose()
})

test('orders that cannot be carried out say why', async () => {
  const { admin } = await start()
  await expect(admin['start-node']?.(NODE)).rejects.toThrow('The reference lives.')
  await expect(admin['kill-node']?.({ node: 2 })).rejects.toThrow('no node 2')
  await admin['kill-node']?.(NODE)
  await expect(admin['stop-node']?.(NODE)).rejects.toThrow('The reference is dead.')
})
