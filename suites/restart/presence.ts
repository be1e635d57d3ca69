import { none, oneOf, type Scenario, some } from '../../harness/index.js'
import { available, unavailable } from '../nodes/words.js'
import { accounts, atEachEnd, restart } from './words.js'

// RFC 6121 4.2: a presence session begins with initial presence, and a server's end has ended those of before.
const nobody = atEachEnd('presence', ['INV-PR-d', 'RFC6121-4.2.2-a'], async (world, way) => {
  world.step('start a contact and a subscriber')
  const [own, other] = await accounts(world, way, 'contact', 'subscriber')
  const before = await world.start(own, { as: 'contact', resource: 'i1', priority: 100 })
  const former = await world.start(other, { as: 'subscriber', resource: 's1', priority: 0 })
  await world.subscribe(former, before)
  await restart(world, way, [before, former])

  world.step('the subscriber becomes available, and the contact connects')
  const subscriber = await world.start(other, { as: 'subscriber', resource: 's1', priority: 0 })
  const contact = await world.start(own, { as: 'contact', resource: 'i1' })
  await contact.barrier()
  const here = available(contact.jid)
  const quiet = { at: subscriber.id, after: { beginOf: subscriber.id }, until: await subscriber.barrier() }
  const says = 'Whoever was available before is not, until it has sent initial presence again.'
  world.check('INV-PR-d', none(says, here, quiet))

  world.step('the contact becomes available')
  const mark = contact.presence({ priority: 100 })
  await subscriber.receive(here)
  const where = { at: subscriber.id, after: { mark }, until: await contact.fence(subscriber) }
  const told = 'The subscriber, who was one before, is told that the contact is available.'
  const lost = 'A server that was killed may have lost what it had not written.'
  world.check(
    'RFC6121-4.2.2-a',
    way.how === 'stop'
      ? some(told, here, where)
      : oneOf(
          here,
          [
            { verdict: 'pass', says: told, when: [{ see: here, times: [1, null] }] },
            { verdict: 'observed', says: lost, when: [{ see: here, times: [0, 0] }] },
          ],
          where,
        ),
  )
})

// RFC 6121 4.6.1: directed presence is forgotten with the session that it was sent in.
const directed = atEachEnd('directed', ['RFC6121-4.6.1-d'], async (world, way) => {
  world.step('start a client and an instance, which sends it directed presence')
  const [own, other] = await accounts(world, way, 'service', 'client')
  const before = await world.start(own, { as: 'instance', resource: 'i1', priority: 100 })
  const target = await world.start(other, { as: 'client', resource: 'c1', priority: 0 })
  before.presence({ to: target.jid })
  await before.fence(target)
  await restart(world, way, [before, target])

  world.step('start both again; then the instance becomes unavailable')
  const client = await world.start(other, { as: 'client', resource: 'c1', priority: 0 })
  const instance = await world.start(own, { as: 'instance', resource: 'i1', priority: 100 })
  instance.presence({ type: 'unavailable' })
  const where = { at: client.id, after: { beginOf: client.id }, until: await instance.fence(client) }
  const says = 'A target of directed presence that was sent before the restart is told nothing.'
  world.check('RFC6121-4.6.1-d', none(says, unavailable(instance.jid), where))
})

export const presence: Scenario[] = [...nobody, ...directed]
