import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { startSubject } from './start.js'
import type { Subject } from './subject.js'

let subject: Subject
afterEach(() => subject.stop())
const start = async () => {
  subject = await startSubject('embedded?nodes=2', systemClock, new AbortController().signal)
  return { admin: subject.admin!, nodes: subject.nodes! }
}

test('a node that was killed answers nobody, until it is started again', async () => {
  const { admin, nodes } = await start()
  expect(nodes.endpoints).toHaveLength(2)
  await admin['kill-node']?.({ node: 2 })
  expect(await subject.trouble()).toContain('no longer answers')
  await admin['start-node']?.({ node: 2 })
  expect(await subject.trouble()).toBeUndefined()
})

test('rejoining starts what is dead', async () => {
  const { admin } = await start()
  await admin['kill-node']?.({ node: 1 })
  await admin['kill-node']?.({ node: 2 })
  await subject.rejoin?.()
  expect(await subject.trouble()).toBeUndefined()
})

test('an order about a node that cannot be carried out says why', async () => {
  const { admin } = await start()
  await expect(admin['start-node']?.({ node: 1 })).rejects.toThrow('Node 1 of the reference lives.')
  await expect(admin['drain-node']?.({ node: 3, target: 'a' })).rejects.toThrow('no node 3')
  await admin['kill-node']?.({ node: 2 })
  await expect(admin['kill-node']?.({ node: 2 })).rejects.toThrow('Node 2 of the reference is dead.')
})

test('a variant of nodes does not run on one server', async () => {
  await start()
  const one = startSubject('embedded:nodes-die-in-silence', systemClock, new AbortController().signal)
  await expect(one).rejects.toThrow('try embedded:nodes-die-in-silence?nodes=2')
})
