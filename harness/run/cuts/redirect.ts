import { type Cut, isHarmless } from '../../faults/cut.js'
import { NS } from '../../wire/ns.js'
import type { World } from '../world.js'
import { available } from './party.js'
import { beginSession, type Cast } from './session.js'
import { comeToRest, type Ending, Greetings, lastBarriers, place, unharmedOf } from './stage.js'

/** Where nobody is. */
const TARGET = 'node2.example:9222'

/**
 * Redirect: a client has a session with an instance; the server sends it elsewhere by see-other-host; it logs in
 * again, and begins another session.
 * @returns with `redirected`, the client's connection, where nothing kept it from being told
 */
export async function playRedirect(
  world: World,
  cut: Cut | undefined,
): Promise<Ending & { redirected: string | undefined }> {
  await place(world, ['instance', 'client'], cut)
  const instance = available(world, await world.account('service'), 'instance', 10)
  const client = available(world, await world.account('client'), 'client', 0)
  const cast: Cast = { world, client, instances: [instance], greetings: new Greetings() }
  for (const party of [instance, client]) {
    world.step(`connect: ${party.name}`)
    await party.online()
  }
  await beginSession(cast)

  world.step('redirect the client')
  const going = await client.online()
  const isOrdered = await redirect(world, going.jid)
  const { login, route } = world.subject.bounds
  if (isOrdered) await going.receive({ name: 'error', ns: NS.stream }, login + route)
  await going.close()

  world.step('the client logs in again')
  await client.online()
  await beginSession(cast)

  const parties = [instance, client]
  await comeToRest(world, parties, cut)
  const left = await lastBarriers(parties)
  const isFree = cut === undefined || isHarmless(cut) || cut.as !== 'client'
  const redirected = isOrdered && isFree ? going.id : undefined
  const unharmed = unharmedOf(cut, ['instance/1', 'client/2'], left)
  return { redirected, left, told: cast.greetings.owed(left), unharmed }
}

/** Whether the order was carried out; a server that has lost the session by now refuses it. */
async function redirect(world: World, jid: string): Promise<boolean> {
  try {
    await world.order('redirect', { jid, target: TARGET })
    return true
  } catch (error) {
    world.step(`the order was not carried out: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}
