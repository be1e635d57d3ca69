import { type ClientActor, type Scenario, scenario, type World } from '../../harness/index.js'

/** How the server ends: its processes die at once, or are told to end. */
export const WAYS = [
  { how: 'kill', verb: 'kill-node' },
  { how: 'stop', verb: 'stop-node' },
] as const

type Way = (typeof WAYS)[number]
type Account = Awaited<ReturnType<World['account']>>

/** Servers write behind: what is this old, ms, is on the disk also of one that is killed. */
const WRITTEN_BY = 3000

/** A scenario that ends a server that is alone, one for each way; only the profile `restart` plays it. */
export const atEachEnd = (
  path: string,
  proves: string[],
  play: (world: World, way: Way) => Promise<void>,
): Scenario[] =>
  WAYS.map((way) =>
    scenario(
      `restart/${path}/${way.how}`,
      {
        proves,
        role: 'server',
        profile: 'restart',
        needs: ['one-node', way.verb, 'start-node'],
        parameters: { how: way.how },
      },
      (world) => play(world, way),
    ),
  )

/** Accounts that outlive the end of the server. What is done with them from now on may be too young for that. */
export async function accounts<Names extends string[]>(
  world: World,
  { how }: Way,
  ...names: Names
): Promise<{ [K in keyof Names]: Account }> {
  const made: Account[] = []
  for (const name of names) made.push(await world.account(name))
  if (how === 'kill') await world.elapse(WRITTEN_BY)
  return made as { [K in keyof Names]: Account }
}

/** Ends the server; resolves when `clients` have lost their connections. */
export async function end(world: World, { verb }: Way, clients: readonly ClientActor[]): Promise<void> {
  const closed = clients.map((client) => client.closed())
  await world.order(verb, { node: 1 })
  await Promise.all(closed)
}

/** Ends the server and starts it again. */
export async function restart(world: World, way: Way, clients: readonly ClientActor[]): Promise<void> {
  world.step(`${way.how} the server, and start it again`)
  await end(world, way, clients)
  await world.order('start-node', { node: 1 })
}
