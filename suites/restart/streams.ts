import { el, NS, once, oneOf, type Scenario } from '../../harness/index.js'
import { FAILED, NOT_FOUND, RESUMED } from '../management/refused.js'
import { unavailable } from '../nodes/words.js'
import { accounts, atEachEnd, end, restart } from './words.js'

const ANY: [number, null] = [1, null]
const NEVER: [number, number] = [0, 0]
const ERROR = { name: 'error', ns: NS.stream }
const SHUTDOWN = { ...ERROR, has: { name: 'system-shutdown', ns: NS.streamErrors } }

/** How clients learn of it, in the order of how much it says. */
const LEARN = [
  {
    verdict: 'observed' as const,
    says: 'Clients are told by the stream error system-shutdown.',
    when: [{ see: SHUTDOWN, times: ANY }],
  },
  {
    verdict: 'observed' as const,
    says: 'Clients are told by another stream error.',
    when: [{ see: ERROR, times: ANY }],
  },
  {
    verdict: 'observed' as const,
    says: 'Clients learn of it by the end of their streams.',
    when: [{ see: ERROR, times: NEVER }],
  },
]

const learned = atEachEnd('learned', ['RFC6120-4.9.1.1-a', 'RFC6121-4.5.2-b'], async (world, way) => {
  world.step('start two contacts, who are subscribed to each other')
  const one = await world.start(await world.account('one'), { as: 'one', priority: 0 })
  const other = await world.start(await world.account('other'), { as: 'other', priority: 0 })
  await world.subscribe(one, other)
  await world.subscribe(other, one)

  world.step(`${way.how} the server`)
  await end(world, way, [one, other])
  const after = { ordered: way.verb }
  for (const { id, error } of [
    { id: one.id, error: await one.receive(ERROR, 0) },
    { id: other.id, error: await other.receive(ERROR, 0) },
  ]) {
    world.check('RFC6120-4.9.1.1-a', oneOf(ERROR, LEARN, { at: id, after }))
    if (error !== undefined)
      world.check('RFC6120-4.9.1.1-a', { judge: 'stream-error', args: { at: id, asks: 'close' } })
  }
  // Only whose stream ends later can be told of the other's end.
  const isLast = (await one.receive(unavailable(other.jid), 0)) !== undefined
  const [last, gone] = isLast ? [one, unavailable(other.jid)] : [other, unavailable(one.jid)]
  const told = {
    verdict: 'observed' as const,
    says: 'A subscriber whose stream ends later is still told that the contact is gone.',
    when: [{ see: gone, times: ANY }],
  }
  const untold = {
    verdict: 'observed' as const,
    says: 'No subscriber is told that the contact is gone: its own stream ends, too.',
    when: [{ see: gone, times: NEVER }],
  }
  world.check('RFC6121-4.5.2-b', oneOf(gone, [told, untold], { at: last.id, after }))
})

const ONCE: [number, number] = [1, 1]

const resumption = atEachEnd('resumption', ['XEP0198-5-c'], async (world, way) => {
  world.step('enable stream management with resumption')
  const [account] = await accounts(world, way, 'client')
  const former = await world.resumable(account, { as: 'client', resource: 'c1' })
  former.message({ to: former.bare, type: 'headline' })
  await former.barrier()
  const { jid, carried, received } = former
  await restart(world, way, [former])

  world.step('ask for the resumption of the session')
  const again = await world.unbound(account, 'client', jid)
  const answer = await again.resume(carried.id, received)
  const failed = answer?.is('failed', NS.sm) === true
  const id = failed
    ? again.iq({ type: 'set', payload: [el('bind', { xmlns: NS.bind }, el('resource', {}, 'c2'))] })
    : ''
  const bound = { name: 'iq', attrs: { type: 'result', id } }
  if (failed) await again.receive(bound)
  const where = { at: again.id, after: { sent: { name: 'resume' } }, until: await again.barrier() }
  const rows = [
    {
      verdict: 'pass' as const,
      says: 'A server that keeps sessions over its end resumes it, with the previous id.',
      when: [
        { see: { ...RESUMED, attrs: { previd: carried.id } }, times: ONCE },
        { see: RESUMED, times: ONCE },
        { see: FAILED, times: NEVER },
      ],
    },
    ...NOT_FOUND,
  ]
  world.check('XEP0198-5-c', oneOf({ ns: NS.sm }, rows, where))
  if (answer?.is('resumed', NS.sm) === true) {
    const mark = again.message({ to: jid })
    const own = { at: again.id, after: { mark }, until: await again.barrier() }
    const says = 'What is resumed is the session: it receives what is for its full JID.'
    world.check('XEP0198-5-c', once(says, { mark }, own))
  }
  if (failed) world.check('XEP0198-5-c', once('Binding a resource is still possible.', bound, where))
})

export const streams: Scenario[] = [...learned, ...resumption]
