import { expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { ContainerCluster, type ContainerNode } from './container-cluster.js'

const commands = {
  nodes: 2,
  join: ['join'],
  members: ['members'],
  cut: ['cut', '{host}', '{other}'],
  heal: ['heal', '{host}', '{other}', '{run}'],
  yield: ['yield', '{host}', 'to', '{first}'],
}

/** Two containers whose nodes list each other while they run, and, if `merge` says so, after a cut. */
function twoNodes(
  merge: 'by-themselves' | 'when-told',
  answers = async (host: string, port: number) => ({ host, port }),
) {
  const log: string[] = []
  const dead = new Set<string>()
  let split: 'no' | 'cut' | 'apart' = 'no'
  const yielding = new Set<string>()
  const node = (name: string) => {
    const exec = async ([verb = '', ...words]: string[]) => {
      if (dead.has(name)) return { exitCode: 1, output: `${name} is dead` }
      if (verb !== 'members') log.push([verb, ...words].join(' '))
      if (verb === 'cut') split = 'cut'
      if (verb === 'heal' && split === 'cut') split = merge === 'by-themselves' ? 'no' : 'apart'
      if (verb === 'yield') yielding.add(name)
      const other = name === 'run-1' ? 'run-2' : 'run-1'
      return { exitCode: 0, output: split === 'no' && !dead.has(other) ? 'run-1 run-2' : name }
    }
    const restart = async () => {
      log.push(`restart ${name}`)
      dead.delete(name)
      if (split === 'apart' && yielding.has(name)) split = 'no'
    }
    const kill = async () => {
      dead.add(name)
    }
    return {
      container: { exec, restart, getName: () => `/${name}` },
      part: { kill, state: async () => (dead.has(name) ? 'dead' : 'runs') },
      endpoint: { host: name, port: 1 },
    } as unknown as ContainerNode
  }
  let restarts = 1
  const cluster = new ContainerCluster({
    nodes: [node('run-1'), node('run-2')],
    commands,
    run: 'run',
    clock: systemClock,
    reach: (container) => answers(container.getName(), ++restarts),
  })
  return { cluster, log }
}

test('a node that was killed comes back, where it is reached then', async () => {
  const { cluster, log } = twoNodes('by-themselves')
  await cluster.kill(2)
  await cluster.start(2)
  expect(log).toEqual(['restart run-2'])
  expect(cluster.endpoints.map(({ port }) => port)).toEqual([1, 2])
})

test('a partition cuts off both sides, and healing reconnects both', async () => {
  const { cluster, log } = twoNodes('by-themselves')
  await cluster.partition(1, 2)
  await cluster.heal()
  expect(log).toEqual(['cut run-1 run-2', 'cut run-2 run-1', 'heal run-1 run-2 run', 'heal run-2 run-1 run'])
})

test('nodes that find each other by themselves are left alone', async () => {
  const { cluster, log } = twoNodes('by-themselves')
  await cluster.partition(1, 2)
  log.length = 0
  await cluster.rejoin()
  expect(log).toEqual(['heal run-1 run-2 run', 'heal run-2 run-1 run'])
})

test('nodes that stay apart are made to agree: all but the first start anew and take its word', async () => {
  const { cluster, log } = twoNodes('when-told')
  await cluster.partition(1, 2)
  log.length = 0
  await cluster.rejoin()
  expect(log.slice(2)).toEqual(['yield run-2 to run-1', 'restart run-2'])
  expect(cluster.trouble).toBeUndefined()
})

test('a cluster that cannot be made one says so from then on', async () => {
  const { cluster } = twoNodes('by-themselves', () => Promise.reject(new Error('Nobody answers.')))
  await cluster.kill(2)
  await expect(cluster.rejoin()).rejects.toThrow('Nobody answers.')
  expect(cluster.trouble).toBe('Nobody answers.')
})
