import { el, NS, none, type Scenario, scenario, some } from '../../../harness/index.js'
import { PONG } from './words.js'

/** How long ago a ping was sent, as a share of the limit; negative: the clock that stamped it is ahead. */
const AGES = [
  { name: 'younger-than-the-limit', share: 0.5, brings: some },
  { name: 'stamped-by-a-clock-ahead', share: -0.5, brings: some },
  { name: 'older-than-the-limit', share: 2, brings: none },
  { name: 'of-another-age', share: 2880, brings: none },
] as const

const aged: Scenario[] = AGES.map(({ name, share, brings }) =>
  scenario(
    `services/dix/late/${name}`,
    { proves: ['DIX-PONG-g'], role: 'service', parameters: { share } },
    async (world) => {
      const at = await world.online()
      const client = world.client('romeo/orchard')
      client.ping(world.bare, 'before')
      await client.expect('a pong', PONG)
      await world.barrier()

      world.step('a ping comes with a delay stamp')
      const stamp = world.stamp(world.settings.stale * share)
      client.ping(world.bare, 'late', el('delay', { xmlns: NS.delay, from: world.domain, stamp }))
      const until = await world.barrier()

      const says = brings === some ? 'It is answered.' : 'It is not answered.'
      const after = { sent: { name: 'message', attrs: { id: 'late' } } }
      world.check('DIX-PONG-g', brings(says, { ...PONG, attrs: { id: 'late' } }, { at, after, until }))
    },
  ),
)

/** Stamps from which nobody can tell when the ping was sent (XEP-0082). */
const UNREADABLE = [
  { name: 'without-a-stamp', stamp: undefined },
  { name: 'with-an-unreadable-stamp', stamp: 'yesterday' },
] as const

const unreadable: Scenario[] = UNREADABLE.map(({ name, stamp }) =>
  scenario(
    `services/dix/late/${name}`,
    { proves: ['DIX-PONG-g'], role: 'service', parameters: { stamp } },
    async (world) => {
      world.step('a ping comes that was delayed, nobody knows for how long')
      const at = await world.online()
      const client = world.client('romeo/orchard')
      client.ping(world.bare, 'late', el('delay', { xmlns: NS.delay, from: world.domain, stamp }))
      const until = await world.barrier()

      const after = { sent: { name: 'message', attrs: { id: 'late' } } }
      world.check('DIX-PONG-g', none('It is not answered.', PONG, { at, after, until }))
    },
  ),
)

export const late: Scenario[] = [...aged, ...unreadable]
