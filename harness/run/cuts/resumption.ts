import type { Account } from '../../actors/login.js'
import type { ManagedClient } from '../../actors/managed-client.js'
import { NotSeen } from '../../core/deadline.js'
import type { Cut } from '../../faults/cut.js'
import { NS } from '../../wire/ns.js'
import type { World } from '../world.js'
import { answers, available, Party } from './party.js'
import { comeToRest, type Ending, Greetings, lastBarriers, place, type Rest, unharmedOf } from './stage.js'

/** A message that somebody whose session was never lost sent to somebody who was there all the while. */
export interface Owed extends Rest {
  mark: string
}

/**
 * Resumption (XEP-0198 section 5): an instance with stream management and a client write to each other; the link of
 * the instance breaks, the client goes on writing, and the instance resumes its session.
 */
export async function playResumption(world: World, cut: Cut | undefined): Promise<Ending & { owed: Owed[] }> {
  await place(world, ['client', 'instance'], cut)
  const client = available(world, await world.account('client'), 'client', 0)
  const instance = resumable(world, await world.account('service'), 'instance', 10)
  const greetings = new Greetings()
  for (const party of [client, instance]) {
    world.step(`connect: ${party.name}`)
    await party.online()
  }
  const sent: { mark: string; session: string; to: string }[] = []
  /** Both write at once, and hear each other. */
  const talk = async () => {
    const [here, there] = [await client.online(), await instance.online()]
    const marks = [
      [there, client, there.message({ to: client.jid, body: 'a line' })],
      [here, instance, here.message({ to: instance.jid, body: 'a line' })],
    ] as const
    for (const [speaker, to, mark] of marks)
      sent.push({ mark, session: speaker.carried.id, to: to.live?.id ?? '' })
    const heard = await Promise.all(marks.map(([, to, mark]) => to.live?.receive({ mark })))
    if (!heard.includes(undefined)) return
    world.step('somebody did not hear: both look whether the connection is still there')
    for (const party of [client, instance]) await party.check()
  }
  const greet = async (from: Party, to: Party) => {
    const mark = from.live?.presence({ to: to.jid })
    if (mark !== undefined && (await to.live?.receive({ mark })) !== undefined) greetings.note(to, from)
  }

  world.step('direct presence to each other; both write, and acknowledge')
  await greet(instance, client)
  await greet(client, instance)
  await talk()
  instance.live?.acknowledge()
  await talk()
  await instance.live?.request()
  await talk()

  world.step('the link of the instance breaks; the client writes to it all the same')
  instance.live?.fin()
  const asking = await client.online()
  sent.push({ mark: asking.message({ to: instance.jid, body: 'a line' }), session: '', to: '' })
  if (!(await answers(asking))) await client.check()

  world.step('the instance resumes; both go on')
  await instance.online()
  await talk()

  const parties = [client, instance]
  await comeToRest(world, parties, cut)
  const left = await lastBarriers(parties)
  const session = instance.live?.carried.id ?? ''
  const owed = sent.flatMap(({ mark, session: of, to }) => {
    const rest = left.find(({ at }) => at === to && at === client.live?.id)
    return of === '' || of !== session || rest === undefined ? [] : [{ mark, ...rest }]
  })
  const unharmed = unharmedOf(cut, ['client/1', 'instance/2'], left)
  return { owed, left, told: greetings.owed(left), unharmed }
}

/** Somebody with stream management: it resumes its session where that is possible, and begins another one where not. */
function resumable(world: World, account: Account, name: string, priority: number): Party {
  const fresh = async (): Promise<ManagedClient> => {
    const actor = await world.manageable(account, { as: name, resource: name })
    if ((await actor.enable('resumable')) === undefined)
      throw new NotSeen(`${actor.id} had no answer to <enable/>.`)
    actor.presence({ priority })
    if (await answers(actor)) return actor
    throw new NotSeen(`${actor.id} had no answer after its presence.`)
  }
  return new Party(world, account, name, async (former) => {
    if (former === undefined || former.carried.id === '') return fresh()
    const { id } = former.carried
    const actor = await world.unbound(account, name, former.jid, former.carried)
    const answer = await actor.resume(id, former.received)
    if (answer === undefined) throw new NotSeen(`${actor.id} had no answer to <resume/>.`)
    if (answer.is('resumed', NS.sm)) {
      actor.sendAgain()
      return actor
    }
    world.step(`${name} is refused, and begins another session`)
    world.leave(name)
    return fresh()
  })
}
