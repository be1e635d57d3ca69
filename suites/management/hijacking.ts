import { NS, none, once, type Scenario, scenario } from '../../harness/index.js'

const RESUMED = { name: 'resumed', ns: NS.sm }

const THIEVES = ['another-account', 'nobody'] as const

export const hijacking: Scenario[] = THIEVES.map((thief) =>
  scenario(
    `management/hijacking/${thief}`,
    { proves: ['XEP0198-10-a'], role: 'server', parameters: { thief } },
    async (world) => {
      const { bounds, domain } = world.subject
      world.step('break the link of a session that can be resumed')
      const victim = await world.resumable(await world.account('victim'), { as: 'victim', priority: 0 })
      const { id } = victim.carried
      const h = victim.received
      victim.fin()

      world.step(`ask for its resumption as ${thief}`)
      let at: { at: string }
      if (thief === 'another-account') {
        const other = await world.unbound(await world.account('thief'), 'thief', victim.jid)
        await other.resume(id, h)
        await other.close()
        at = { at: other.id }
      } else {
        const raw = await world.raw('thief')
        raw.open(domain)
        await raw.expect('stream features', (e) => e.is('features', NS.stream), bounds.login)
        raw.send(`<resume xmlns='${NS.sm}' previd='${id}' h='${h}'/>`)
        await raw.receive((e) => e.is('failed', NS.sm) || e.is('error', NS.stream), bounds.route)
        raw.send('</stream:stream>')
        await raw.receive(() => false, bounds.close)
        at = { at: raw.id }
      }
      const theft = { ...at, after: { sent: { name: 'resume' } } }
      world.check('XEP0198-10-a', none('The session is not resumed for anybody else.', RESUMED, theft))

      world.step('resume it as its owner')
      const again = await world.unbound(victim.account, 'victim', victim.jid, victim.carried)
      await again.resume(id, h)
      const own = { at: again.id, after: { beginOf: again.id }, until: await again.barrier() }
      world.check('XEP0198-10-a', once('Its owner can still resume it.', RESUMED, own))
    },
  ),
)
