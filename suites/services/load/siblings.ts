import { el, type Scenario, scenario } from '../../../harness/index.js'

/** What a sibling broadcasts, one after the other. */
const COURSES = [
  { name: 'a-sibling-above', priorities: ['105', '110', '127'] },
  { name: 'a-sibling-below', priorities: ['95', '50', '0'] },
  { name: 'a-sibling-that-drains', priorities: ['100', '-1'] },
] as const

export const siblings: Scenario[] = COURSES.map(({ name, priorities }) =>
  scenario(
    `services/load/siblings/${name}`,
    { proves: ['DIX-LB-d'], role: 'service', parameters: { priorities } },
    async (world) => {
      const at = await world.online()

      world.step('another instance of the service announces its load; nothing changes for this one')
      const from = `${world.bare}/sibling`
      for (const value of priorities) {
        world.deliver(el('presence', { from, to: world.jid }, el('priority', {}, value)))
        await world.elapse(2 * world.settings.interval)
      }
      const until = await world.barrier()

      const after = { sent: { name: 'presence', attrs: { from } } }
      world.check('DIX-LB-d', { judge: 'priorities', args: { at, after, until, asks: 'steady' } })
    },
  ),
)
