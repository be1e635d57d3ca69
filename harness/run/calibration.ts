import type { ClientActor } from '../actors/client.js'
import type { Policy } from '../judge/invariants/options.js'
import type { Subject } from '../subjects/subject.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import type { World } from './world.js'

/** How often a ping has to go the same way before that counts as the subject's way. */
const PINGS = 3

const known = new WeakMap<Subject, Promise<Policy | undefined>>()

/**
 * Finds out, once for each subject, to whom it delivers pings for a bare JID (RFC 6121 8.5.2.1.1): one by one, with
 * every state proven before. `undefined` when it does not go about it in one of the usual ways.
 */
export function calibrate(world: World, client: ClientActor): Promise<Policy | undefined> {
  const found = known.get(world.subject) ?? find(world, client)
  known.set(world.subject, found)
  return found
}

async function find(world: World, client: ClientActor): Promise<Policy | undefined> {
  world.step('find out to whom pings are delivered')
  const account = await world.account('calibration')
  const [low, ...tops] = [
    await world.start(account, { as: 'low', resource: 'low', priority: 1 }),
    await world.start(account, { as: 'top-1', resource: 'top-1', priority: 2 }),
    await world.start(account, { as: 'top-2', resource: 'top-2', priority: 2 }),
  ]
  const all = [low, ...tops] as ClientActor[]
  const ways = new Set<Policy | undefined>()
  for (let i = 0; i < PINGS; i++) {
    const mark = client.message({ to: low!.bare, payload: [el('ping', { xmlns: NS.dix })] })
    await client.fences(all)
    const got = await Promise.all(all.map(async (actor) => (await actor.receive({ mark }, 0)) !== undefined))
    ways.add(wayOf(got as [boolean, boolean, boolean]))
  }
  await Promise.all(all.map((actor) => actor.close()))
  return ways.size === 1 ? [...ways][0] : undefined
}

function wayOf([low, ...tops]: [boolean, boolean, boolean]): Policy | undefined {
  const top = tops.filter((got) => got).length
  if (low) return top === tops.length ? 'all' : undefined
  if (top === 0) return undefined
  return top === 1 ? 'one' : 'tied'
}
