import type { Cut } from '../../faults/cut.js'
import { NS } from '../../wire/ns.js'
import { el } from '../../wire/xml.js'
import type { World } from '../world.js'
import { available } from './party.js'
import { beginSession, type Cast } from './session.js'
import { comeToRest, type Ending, Greetings, lastBarriers, place, unharmedOf } from './stage.js'

/** A ping at the very end, which one connection must get. */
export interface LastPing {
  mark: string
  at: string
  until: string
}

/**
 * Discovery, session, failover: a client finds the instance with the highest priority and begins a session; that
 * instance ends without a word; the client is told, finds another one, and begins a session with that.
 */
export async function playDiscovery(
  world: World,
  cut: Cut | undefined,
): Promise<Ending & { last: LastPing }> {
  await place(world, ['second', 'top', 'client'], cut)
  const service = await world.account('service')
  const second = available(world, service, 'second', 5)
  const top = available(world, service, 'top', 10)
  const client = available(world, await world.account('client'), 'client', 0)
  const cast: Cast = { world, client, instances: [top, second], greetings: new Greetings() }
  for (const party of [second, top, client]) {
    world.step(`connect: ${party.name}`)
    await party.online()
  }
  const first = (await beginSession(cast)) ?? top

  world.step('the instance of the session ends without a word')
  await first.retire()
  const gone = { name: 'presence', attrs: { type: 'unavailable', from: first.jid } }
  await client.live?.receive(gone, world.subject.bounds.unavailable)
  const others = cast.instances.filter((instance) => instance !== first)
  await beginSession({ ...cast, instances: others })

  const parties = [...cast.instances, client]
  await comeToRest(world, parties, cut)
  world.step('ping the service once more')
  const [asking, serving] = [await client.online(), await others[0]!.online()]
  const mark = asking.message({ to: serving.bare, payload: [el('ping', { xmlns: NS.dix })] })
  const last = { mark, at: serving.id, until: await asking.fence(serving) }
  const left = await lastBarriers(parties)
  const unharmed = unharmedOf(cut, ['client/1', 'second/1'], left)
  return { last, left, told: cast.greetings.owed(left), unharmed }
}
