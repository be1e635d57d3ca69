import { el, NS, once, oneOf, type Scenario, scenario } from '../../harness/index.js'
import { BREAKS } from './breaks.js'
import { FAILED, NOT_FOUND, RESUMED } from './refused.js'

const ONCE: [number, number] = [1, 1]
const NEVER: [number, number] = [0, 0]

const known: Scenario[] = BREAKS.map(({ how, needs }) =>
  scenario(
    `management/resuming/known/${how}`,
    { proves: ['XEP0198-5-c'], role: 'server', needs: [...needs], parameters: { how } },
    async (world) => {
      world.step('enable stream management with resumption; send stanzas until they have been processed')
      const client = await world.resumable(await world.account('client'), { as: 'client', priority: 0 })
      client.message({ to: client.bare, type: 'headline' })
      await client.barrier()
      const { id } = client.carried
      const h = String(client.sent)

      world.step(`break the link: ${how}`)
      client[how]()

      world.step('resume the session')
      const again = await world.unbound(client.account, 'client', client.jid, client.carried)
      await again.resume(id, client.received)
      const where = { at: again.id, after: { sent: { name: 'resume' } }, until: await again.barrier() }
      const row = {
        verdict: 'pass' as const,
        says: 'The server answers <resumed/> with the previous id and what it has handled, once.',
        when: [
          { see: { ...RESUMED, attrs: { previd: id, h } }, times: ONCE },
          { see: RESUMED, times: ONCE },
          { see: FAILED, times: NEVER },
        ],
      }
      world.check('XEP0198-5-c', oneOf({ ns: NS.sm }, [row], where))
    },
  ),
)

const FORMER = ['never-given', 'closed', 'expired'] as const

const unknown: Scenario[] = FORMER.map((former) =>
  scenario(
    `management/resuming/unknown/${former}`,
    { proves: ['XEP0198-5-c'], role: 'server', parameters: { former } },
    async (world) => {
      const patience = former === 'expired' ? world.kept + world.subject.bounds.unavailable : 0
      world.step(`have a session whose id is ${former}`)
      const client = await world.resumable(await world.account('client'), { as: 'client' })
      const { id } = client.carried
      const previd = former === 'never-given' ? `${id}${world.mark()}` : id
      if (former === 'closed') await client.close()
      if (former === 'expired') {
        client.fin()
        await world.elapse(patience)
      }

      world.step('ask for its resumption, and then bind a resource')
      const again = await world.unbound(client.account, 'again', client.jid)
      await again.resume(previd, 0)
      const bind = again.iq({ type: 'set', payload: [el('bind', { xmlns: NS.bind })] })
      const bound = { name: 'iq', attrs: { type: 'result', id: bind } }
      await again.receive(bound)
      const where = { at: again.id, after: { sent: { name: 'resume' } }, until: await again.barrier() }
      world.check('XEP0198-5-c', oneOf({ ns: NS.sm }, NOT_FOUND, where))
      world.check('XEP0198-5-c', once('Binding a resource is still possible.', bound, where))
    },
  ),
)

const conflict = scenario(
  'management/resuming/while-open',
  { proves: ['XEP0198-5-f'], role: 'server' },
  async (world) => {
    world.step('resume a session while its stream is still open')
    const client = await world.resumable(await world.account('client'), { as: 'client', priority: 0 })
    await world.resume(client)

    world.step('look at the old stream')
    const error = { name: 'error', ns: NS.stream }
    const seen = await client.receive(error)
    const where = { at: client.id, after: { sent: { name: 'resume' } } }
    if (seen !== undefined) await client.closed()
    const until = seen === undefined ? { until: await client.barrier() } : {}
    const says = 'The old stream is closed with the stream error conflict.'
    world.check('XEP0198-5-f', once(says, { ...error, condition: 'conflict' }, { ...where, ...until }))
  },
)

export const resuming: Scenario[] = [...known, ...unknown, conflict]
