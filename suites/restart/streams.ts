import { el, NS, once, oneOf, type Scenario } from '../../harness/index.js'
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
  world.step('start a contact and a subscriber')
  const contact = await world.start(await world.account('contact'), { as: 'contact', priority: 0 })
  const subscriber = await world.start(await world.account('subscriber'), { as: 'subscriber', priority: 0 })
  await world.subscribe(subscriber, contact)

  world.step(`${way.how} the server`)
  await end(world, way, [contact, subscriber])
  const after = { ordered: way.verb }
  const gone = unavailable(contact.jid)
  for (const { id, error } of [
    { id: contact.id, error: await contact.receive(ERROR, 0) },
    { id: subscriber.id, error: await subscriber.receive(ERROR, 0) },
  ]) {
    world.check('RFC6120-4.9.1.1-a', oneOf(ERROR, LEARN, { at: id, after }))
    if (error !== undefined)
      world.check('RFC6120-4.9.1.1-a', { judge: 'stream-error', args: { at: id, asks: 'close' } })
  }
  const told = {
    verdict: 'observed' as const,
    says: 'A subscriber is still told that the contact is gone, before its own stream ends.',
    when: [{ see: gone, times: ANY }],
  }
  const untold = {
    verdict: 'observed' as const,
    says: 'A subscriber is not told that the contact is gone: its own stream ends, too.',
    when: [{ see: gone, times: NEVER }],
  }
  world.check('RFC6121-4.5.2-b', oneOf(gone, [told, untold], { at: subscriber.id, after }))
})

const RESUMED = { name: 'resumed', ns: NS.sm }
const FAILED = { name: 'failed', ns: NS.sm }
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
    {
      verdict: 'pass' as const,
      says: 'The server answers <failed/> with item-not-found, once.',
      when: [
        { see: { ...FAILED, has: { name: 'item-not-found', ns: NS.stanzaErrors } }, times: ONCE },
        { see: FAILED, times: ONCE },
        { see: RESUMED, times: NEVER },
      ],
    },
    {
      verdict: 'pass-lax' as const,
      says: 'The server answers <failed/> with another condition, or none.',
      when: [
        { see: FAILED, times: ONCE },
        { see: RESUMED, times: NEVER },
      ],
    },
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
