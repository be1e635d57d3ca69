import type { ClientActor } from '../actors/client.js'
import { Inapplicable } from '../core/deadline.js'
import type { World } from './world.js'

/**
 * Finds out whether the server carries presence probes that clients send, by one that any server would answer
 * (RFC 6121 4.3.2): servers send probes themselves, and clients SHOULD NOT (4.7.1).
 * @throws Inapplicable when `client` gets no presence for its probe
 */
export async function requireProbes(world: World, client: ClientActor): Promise<void> {
  const friend = await world.start(await world.account('friend'), { as: 'friend', priority: 0 })
  await world.subscribe(client, friend)
  const latest = friend.presence({ status: 'for probes' })
  await friend.fence(client)
  const seen = { name: 'presence', mark: latest }
  await client.next(seen)
  client.presence({ to: friend.bare, type: 'probe' })
  const answer = await client.next(seen)
  if (answer === undefined)
    throw new Inapplicable('The server does not carry presence probes that clients send (RFC 6121 4.7.1).')
}
