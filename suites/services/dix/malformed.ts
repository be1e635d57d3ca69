import { el, NS, none, type Scenario, scenario, some } from '../../../harness/index.js'
import { PONG } from './words.js'

/** Messages that are almost pings. */
const PINGS = [
  { name: 'no-id', id: undefined, payload: [['ping', NS.dix, '']] },
  { name: 'an-empty-id', id: '', payload: [['ping', NS.dix, '']] },
  {
    name: 'two-payloads',
    id: 'bad',
    payload: [
      ['ping', NS.dix, ''],
      ['ping', NS.dix, ''],
    ],
  },
  {
    name: 'a-pong-besides',
    id: 'bad',
    payload: [
      ['ping', NS.dix, ''],
      ['pong', NS.dix, ''],
    ],
  },
  { name: 'another-namespace', id: 'bad', payload: [['ping', 'urn:example:echo', '']] },
  { name: 'a-payload-of-10-kb', id: 'bad', payload: [['ping', NS.dix, 'x'.repeat(10_000)]] },
] as const

export const malformed: Scenario[] = PINGS.map(({ name, id, payload }) =>
  scenario(`services/dix/malformed/${name}`, { proves: ['DIX-PONG-h'], role: 'service' }, async (world) => {
    world.step('a malformed ping comes, and then an ordinary one')
    const at = await world.online()
    const clumsy = world.client('tybalt/street')
    const parts = payload.map(([element, xmlns, data]) => el(element, { xmlns }, data))
    clumsy.send(el('message', { to: world.bare, id }, ...parts))
    const malformed = await world.barrier()
    const client = world.client('romeo/orchard')
    client.ping(world.bare, 'good')
    await client.receive({ ...PONG, attrs: { id: 'good' } })
    const until = await world.barrier()

    const after = { sent: { name: 'message', attrs: { from: clumsy.jid } } }
    world.check(
      'DIX-PONG-h',
      none('The malformed one brings no pong.', PONG, { at, after, until: malformed }),
    )
    const good = { ...PONG, attrs: { id: 'good' } }
    world.check('DIX-PONG-h', some('The instance answers the other one.', good, { at, after, until }))
  }),
)
