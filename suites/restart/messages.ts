import { none, once, oneOf, type Scenario } from '../../harness/index.js'
import { ping } from '../nodes/words.js'
import { accounts, atEachEnd, restart } from './words.js'

const routed = atEachEnd('ping', ['DIX-FAIL-c'], async (world, way) => {
  world.step('start two instances and a client')
  const [service, account] = await accounts(world, way, 'service', 'client')
  const parts = { as: 'first', resource: 'first', priority: 100 }
  const next = { as: 'second', resource: 'second', priority: 95 }
  const former = [await world.start(service, parts), await world.start(service, next)]
  former.push(await world.start(account, { as: 'client', priority: 0 }))
  await restart(world, way, former)

  world.step('start the second instance again and one that is new, and ping the bare JID')
  const client = await world.start(account, { as: 'client', priority: 0 })
  const second = await world.start(service, next)
  const third = await world.start(service, { as: 'third', resource: 'third', priority: 50 })
  const early = ping(client, second.bare)
  const [reached = '', passed = ''] = await client.fences([second, third, client])
  const at = (id: string, mark: string, until: string) => ({ at: id, after: { mark }, until })
  const top = 'The ping reaches the instance that has the highest priority now.'
  const others = 'It reaches no other.'
  world.check('DIX-FAIL-c', once(top, { mark: early }, at(second.id, early, reached)))
  world.check('DIX-FAIL-c', none(others, { mark: early }, at(third.id, early, passed)))

  world.step('start the first instance again, and ping the bare JID')
  const first = await world.start(service, parts)
  const late = ping(client, first.bare)
  const [again = '', ...spared] = await client.fences([first, second, third])
  world.check('DIX-FAIL-c', once(top, { mark: late }, at(first.id, late, again)))
  for (const [index, other] of [second, third].entries())
    world.check('DIX-FAIL-c', none(others, { mark: late }, at(other.id, late, spared[index]!)))
})

const stored = atEachEnd(
  'stored',
  ['XEP0160-2-a', 'XEP0160-2-c', 'INV-OF-a', 'INV-OF-b'],
  async (world, way) => {
    world.step('send two messages to an account of which nobody is there')
    const [service, account] = await accounts(world, way, 'service', 'client')
    const former = await world.start(account, { as: 'client', priority: 0 })
    await world.requires(former, 'msgoffline')
    const to = `${service.local}@${service.domain}`
    const marks = ['one', 'two'].map((body) => former.message({ to, type: 'chat', body }))
    await former.barrier()
    await restart(world, way, [former])

    world.step('send a third one while an instance is connected, but not available')
    const instance = await world.start(service, { as: 'instance', resource: 'i1' })
    const client = await world.start(account, { as: 'client', priority: 0 })
    const third = client.message({ to, type: 'chat', body: 'three' })
    await client.barrier()
    const until = await instance.barrier()
    for (const mark of [...marks, third]) {
      const says = 'Nobody receives a message before it has sent initial presence.'
      world.check('XEP0160-2-a', none(says, { mark }, { at: instance.id, after: { mark }, until }))
    }

    world.step('the instance becomes available')
    instance.presence({ priority: 0 })
    const seen = await Promise.all([...marks, third].map((mark) => instance.receive({ mark })))
    const at = { at: instance.id, until: await client.fence(instance) }
    const comes = 'A stored message comes once.'
    world.check('XEP0160-2-a', once(comes, { mark: third }, { ...at, after: { mark: third } }))
    for (const mark of marks) {
      const kept = {
        verdict: 'pass' as const,
        says: comes,
        when: [{ see: { mark }, times: [1, 1] as [1, 1] }],
      }
      const lost = {
        verdict: 'observed' as const,
        says: 'A server that was killed may have lost what it had not written.',
        when: [{ see: { mark }, times: [0, 0] as [0, 0] }],
      }
      const rows = way.how === 'stop' ? [kept] : [kept, lost]
      for (const id of ['XEP0160-2-c', 'INV-OF-a'])
        world.check(id, oneOf({ mark }, rows, { ...at, after: { mark } }))
    }
    const says = 'Those of before the kill are lost, so that there is no order to compare.'
    const alone = { verdict: 'observed' as const, says, when: [] }
    world.check(
      'INV-OF-b',
      way.how === 'kill' && seen.slice(0, -1).includes(undefined)
        ? oneOf({ mark: third }, [alone], { ...at, after: { mark: third } })
        : { judge: 'order', args: { at: instance.id, marks } },
    )
  },
)

export const messages: Scenario[] = [...routed, ...stored]
