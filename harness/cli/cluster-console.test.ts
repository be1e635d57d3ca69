import { afterEach, expect, test } from 'vitest'
import { testCluster } from '../../fixtures/reference/cluster/test-cluster.js'
import { UserError } from '../core/exit.js'
import { ClusterConsole } from './cluster-console.js'
import { type Started, start } from './test-command.js'

function console() {
  const world = testCluster()
  const started: number[] = []
  const commands = new ClusterConsole(world.cluster, async (id) => void started.push(id))
  return { ...world, started, run: (line: string) => commands.execute(line) }
}

test('status shows nodes, addresses and clients', async () => {
  const { run, login } = console()
  const client = await login(2, 'a/1')
  client.send('<presence><priority>7</priority></presence>')
  await client.read()
  await login(2, 'b/1')
  await run('drain 1')
  expect(await run('status')).toBe(
    'node 1 at node1.x.test:5201, drained\nnode 2 at node2.x.test:5202\n  a@x.test/1 available, priority 7\n  b@x.test/1 connected\n',
  )
})

test('redirect and transfer reach the client at whichever node it is', async () => {
  const { run, login } = console()
  const [a, b] = [await login(2, 'a/1'), await login(1, 'b/1')]
  expect(await run('redirect a@x.test/1 [2001:db8::1]:9222')).toContain('[2001:db8::1]:9222')
  await a.until('[2001:db8::1]:9222</see-other-host>')
  const outcome = run('transfer b@x.test/1 2')
  await b.until('<server>node2.x.test:5202</server>')
  b.send(`<iq type='result' id='${/ id="([^"]+)"/u.exec(b.seen.join())![1]}'/>`)
  expect(await outcome).toContain('ended: agreed')
})

test('the other commands act on the cluster', async () => {
  const { run, cluster, started } = console()
  await run('home a@x.test 2')
  await run('start')
  await run('kill 1')
  await run('partition 2 3 hold')
  expect(started).toEqual([3])
  expect(cluster.nodes.map(({ id }) => id)).toEqual([2, 3])
  expect(cluster.bus.isCut(2, 3)).toBe(true)
  await run('heal')
  expect(cluster.bus.isCut(2, 3)).toBe(false)
  expect(await run('rebalance 3 cxfr 5')).toContain('0 clients')
  expect(await run('help')).toContain('drain <node>')
  expect(await run('  ')).toBe('')
})

test.each([
  ['dance', 'no command "dance"'],
  ['drain 9', 'no node "9"'],
  ['drain', 'no node ""'],
  ['drain 1 fast', '"fast" is not a whole number'],
  ['drain 1 0', 'at 0 per second'],
  ['redirect a@x.test/1 host:1', 'Nobody is connected as a@x.test/1'],
  ['redirect /x host:1', 'is no JID'],
  ['partition 1 1', 'from itself'],
  ['partition 1 2 lose', 'is not "hold"'],
])('%s: a sentence says what is wrong', async (line, sentence) => {
  const { run } = console()
  await expect(run(line)).rejects.toThrow(sentence)
  await expect(run(line)).rejects.toBeInstanceOf(UserError)
})

let running: Started | undefined

afterEach(() => {
  running?.child.kill('SIGKILL')
  running = undefined
})

test('the command serves several nodes, and takes lines while it runs', async () => {
  running = start(['reference', 'server', '--port', '0', '--nodes', '2'])
  const address = (await running.shows(/at (127\.0\.0\.1:\d+) \(node 2\)/u))[1]!
  running.child.stdin!.write('dance\nstatus\n')
  await running.shows(/no command "dance"/u)
  await running.shows(new RegExp(`node 2 at ${address}`, 'u'))
  running.child.kill('SIGINT')
  expect((await running.ended).code).toBe(130)
})

test('an impossible number of nodes is refused', async () => {
  const { code, err } = await start(['reference', 'server', '--nodes', '0']).ended
  expect(err).toContain('--nodes is not a whole number from 1 to 16')
  expect(code).toBe(64)
})
