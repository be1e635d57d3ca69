import { expect, test } from 'vitest'
import { ContainerServer, type ServerContainer } from './container-server.js'

/** A container that notes what is done to it. */
function server(reach: () => Promise<unknown> = async () => undefined) {
  const log: string[] = []
  let state: 'runs' | 'paused' | 'dead' = 'runs'
  const becomes = (what: string, next: typeof state) => async () => {
    log.push(what)
    state = next
  }
  const node: ServerContainer = {
    container: { restart: becomes('restart', 'runs') },
    part: {
      kill: becomes('kill', 'dead'),
      stop: becomes('stop', 'dead'),
      pause: becomes('pause', 'paused'),
      continue: becomes('continue', 'runs'),
      state: async () => state,
    },
  }
  const subject = new ContainerServer(node, async () => {
    log.push('reach')
    await reach()
  })
  return { subject, log }
}

test.each(['kill-node', 'stop-node'] as const)('after %s it is started, and found again', async (verb) => {
  const { subject, log } = server()
  await subject.admin[verb]?.({ node: 1 })
  await subject.admin['start-node']?.({ node: 1 })
  expect(log.slice(1)).toEqual(['restart', 'reach'])
})

test.each([
  ['kill-node', ['kill', 'restart', 'reach']],
  ['stop-node', ['stop', 'restart', 'reach']],
  ['pause-node', ['pause', 'continue']],
] as const)('what %s did is undone', async (verb, done) => {
  const { subject, log } = server()
  await subject.admin[verb]?.({ node: 1 })
  await subject.rejoin()
  expect(log).toEqual(done)
})

test('what runs is left alone', async () => {
  const { subject, log } = server()
  await subject.rejoin()
  expect(log).toEqual([])
})

test('one that does not come back is trouble', async () => {
  const { subject } = server(async () => {
    throw new Error('Nobody answers.')
  })
  await subject.admin['kill-node']?.({ node: 1 })
  await expect(subject.rejoin()).rejects.toThrow('Nobody answers.')
  expect(subject.trouble).toBe('Nobody answers.')
})

test('there is one node', () => {
  const { subject } = server()
  expect(() => subject.admin['kill-node']?.({ node: 2 })).toThrow('no node 2')
})
