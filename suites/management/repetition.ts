import { oneOf, type Scenario, scenario } from '../../harness/index.js'
import { BREAKS } from './breaks.js'

const ONCE: [number, number] = [1, 1]
const NEVER: [number, number] = [0, 0]

// XEP-0198 5: what was handled is known from an answer before the break, or from the request to resume only.
const toClient: Scenario[] = BREAKS.flatMap(({ how, needs }) =>
  (['answer', 'resumption'] as const).map((told) =>
    scenario(
      `management/repetition/to-client/${how}/${told}`,
      { proves: ['XEP0198-5-d', 'INV-SM-a'], role: 'server', needs: [...needs], parameters: { how, told } },
      async (world) => {
        world.step('start a service instance with resumption, and a client')
        const instance = await world.resumable(await world.account('service'), {
          as: 'instance',
          priority: 0,
        })
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step('send three messages, of which the instance handles the first')
        const marks = [client.message({ to: instance.jid, type: 'chat', body: 'one' })]
        await instance.expect('the first message', { mark: marks[0]! })
        const handled = instance.received
        for (const body of ['two', 'three'])
          marks.push(client.message({ to: instance.jid, type: 'chat', body }))
        await instance.expect('the third message', { mark: marks[2]! })
        if (told === 'answer') {
          instance.acknowledge(handled)
          await instance.barrier()
        }

        world.step(`break the link: ${how}; send a fourth message`)
        instance[how]()
        marks.push(client.message({ to: instance.jid, type: 'chat', body: 'four' }))
        await client.barrier()

        world.step('resume the session')
        const again = await world.resume(instance, handled)
        const where = { at: again.id, after: { beginOf: again.id }, until: await client.fence(again) }
        const row = {
          verdict: 'pass' as const,
          says: 'The server sends again what was not handled, once each, and nothing that was.',
          when: marks.map((mark, index) => ({ see: { mark }, times: index === 0 ? NEVER : ONCE })),
        }
        const about = { name: 'message' }
        for (const id of ['XEP0198-5-d', 'INV-SM-a']) {
          world.check(id, oneOf(about, [row], where))
          world.check(id, { judge: 'order', args: { at: again.id, marks: marks.slice(1) } })
        }
      },
    ),
  ),
)

// Several breaks in a row; with `at once` each comes while the messages are being sent again.
const inARow: Scenario[] = (['at-once', 'after-all'] as const).map((when) =>
  scenario(
    `management/repetition/in-a-row/${when}`,
    { proves: ['XEP0198-5-d', 'INV-SM-a'], role: 'server', parameters: { when } },
    async (world) => {
      world.step('start a service instance with resumption, and a client')
      const instance = await world.resumable(await world.account('service'), { as: 'instance', priority: 0 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const handled = instance.received

      world.step('break the link, and send four messages')
      instance.fin()
      const marks = ['one', 'two', 'three', 'four'].map((body) =>
        client.message({ to: instance.jid, type: 'chat', body }),
      )
      await client.barrier()

      let former = instance
      for (const [index, mark] of marks.slice(0, 3).entries()) {
        world.step(`resume, handle message ${index + 1}, and break off`)
        former = await world.resume(former, handled + index)
        await former.receive({ mark })
        if (when === 'after-all') {
          await former.receive({ mark: marks[3]! })
          const where = { at: former.id, after: { beginOf: former.id }, until: await former.barrier() }
          const row = {
            verdict: 'pass' as const,
            says: 'Every message that was not handled comes again, once, and no other.',
            when: marks.map((each, at) => ({ see: { mark: each }, times: at < index ? NEVER : ONCE })),
          }
          for (const id of ['XEP0198-5-d', 'INV-SM-a']) {
            world.check(id, oneOf({ name: 'message' }, [row], where))
            world.check(id, { judge: 'order', args: { at: former.id, marks: marks.slice(index) } })
          }
        }
        former.fin()
      }

      world.step('resume for the last time')
      const last = await world.resume(former, handled + 3)
      const where = { at: last.id, after: { beginOf: last.id }, until: await client.fence(last) }
      const row = {
        verdict: 'pass' as const,
        says: 'The last message comes again, once, and no other.',
        when: marks.map((mark, index) => ({ see: { mark }, times: index < 3 ? NEVER : ONCE })),
      }
      for (const id of ['XEP0198-5-d', 'INV-SM-a']) world.check(id, oneOf({ name: 'message' }, [row], where))
    },
  ),
)

// The other way: what the server says it has not handled is sent again by the client.
const toServer: Scenario[] = BREAKS.map(({ how, needs }) =>
  scenario(
    `management/repetition/to-server/${how}`,
    { proves: ['INV-SM-a'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step('start a service instance with resumption, and a client')
      const instance = await world.resumable(await world.account('service'), { as: 'instance', priority: 0 })
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

      world.step('send two messages that are handled, and two right before the break')
      const to = { to: client.jid, type: 'chat' }
      const marks = ['one', 'two'].map((body) => instance.message({ ...to, body }))
      await instance.barrier()
      for (const body of ['three', 'four']) marks.push(instance.message({ ...to, body }))
      instance[how]()

      world.step('resume, and send again what the server has not handled')
      const again = await world.resume(instance)
      again.sendAgain()
      const after = { mark: marks[0]! }
      const where = { at: client.id, after, until: await again.fence(client) }
      const row = {
        verdict: 'pass' as const,
        says: 'The recipient receives every message once.',
        when: marks.map((mark) => ({ see: { mark }, times: ONCE })),
      }
      world.check('INV-SM-a', oneOf({ name: 'message' }, [row], where))
      world.check('INV-SM-a', { judge: 'order', args: { at: client.id, marks } })
    },
  ),
)

export const repetition: Scenario[] = [...toClient, ...inARow, ...toServer]
