import type { ClientActor } from '../../actors/client.js'
import { NS } from '../../wire/ns.js'
import { el, iqResult } from '../../wire/xml.js'
import type { World } from '../world.js'
import type { Party } from './party.js'
import type { Greetings } from './stage.js'

/** How often a client begins anew before it goes without a session. */
const TRIES = 4

/** The cast of an exchange about a service. */
export interface Cast {
  world: World
  client: Party
  /** Instances of one account. */
  instances: readonly Party[]
  greetings: Greetings
}

/**
 * The client finds an instance and begins a session with it, as DIX has it; whatever breaks meanwhile, it begins
 * anew. Returns the instance; `undefined` when none was to be had.
 */
export async function beginSession(cast: Cast): Promise<Party | undefined> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const found = await attempt(cast)
    if (found !== undefined) return found
    cast.world.step('somebody did not answer: everybody looks whether the connection is still there')
    for (const party of [cast.client, ...cast.instances]) if (!party.retired) await party.check()
  }
  return undefined
}

async function attempt(cast: Cast): Promise<Party | undefined> {
  const { world, client } = cast
  world.step('ping the bare JID')
  const asking = await client.online()
  const instance = await ping(cast, asking)
  const serving = instance?.live
  if (instance === undefined || serving === undefined) return undefined

  world.step('direct presence to each other')
  if (!(await greet(cast, client, instance))) return undefined
  if (!(await greet(cast, instance, client))) return undefined

  // Only who may see the instance may ask it (RFC 6121 8.5.3.1).
  world.step('ask the instance for its features')
  const id = asking.iq({ to: serving.jid, payload: [el('query', { xmlns: NS.discoInfo })] })
  const request = await serving.receive({ name: 'iq', attrs: { id, type: 'get' } })
  if (request === undefined) return undefined
  const feature = el('feature', { var: NS.dix })
  serving.send(iqResult(request, el('query', { xmlns: NS.discoInfo }, feature)))
  if ((await asking.receive({ name: 'iq', attrs: { id, type: 'result' } })) === undefined) return undefined

  world.step('send a request, and get its answer')
  const mark = asking.message({ to: serving.jid, body: 'a request' })
  if ((await serving.receive({ mark })) === undefined) return undefined
  const answer = serving.message({ to: asking.jid, body: 'an answer' })
  return (await asking.receive({ mark: answer })) === undefined ? undefined : instance
}

/** Pings; who gets it answers. Returns the instance whose pong came. */
async function ping({ instances }: Cast, asking: ClientActor): Promise<Party | undefined> {
  const { local, domain } = instances[0]!.account
  const to = `${local}@${domain}`
  const mark = asking.message({ to, payload: [el('ping', { xmlns: NS.dix })] })
  const got = await firstOf(instances, mark)
  if (got?.live === undefined) return undefined
  got.live.message({ to: asking.jid, id: mark, payload: [el('pong', { xmlns: NS.dix })] })
  const pong = { name: 'message', attrs: { id: mark }, has: { name: 'pong', ns: NS.dix } }
  return (await asking.receive(pong)) === undefined ? undefined : got
}

/** Who reads the message with this mark first; `undefined` when nobody does in time. */
function firstOf(parties: readonly Party[], mark: string): Promise<Party | undefined> {
  return new Promise((resolve) => {
    const reads = parties.map(async (party) => {
      if ((await party.live?.receive({ name: 'message', mark })) !== undefined) resolve(party)
    })
    void Promise.all(reads).then(() => resolve(undefined))
  })
}

async function greet({ greetings }: Cast, from: Party, to: Party): Promise<boolean> {
  if (from.live === undefined || to.live === undefined) return false
  const mark = from.live.presence({ to: to.jid })
  const read = await to.live.receive({ name: 'presence', mark })
  if (read !== undefined) greetings.note(to, from)
  return read !== undefined
}
