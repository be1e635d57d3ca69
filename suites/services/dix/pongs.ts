import { every, oneOf, type Scenario, scenario, some } from '../../../harness/index.js'
import { PONG } from './words.js'

/** Ids that a pong has to repeat as they are. */
const IDS = [
  { name: 'plain', id: 'p1' },
  { name: 'quotes', id: `"it's"` },
  { name: 'upper-and-lower-case', id: 'aBcDeF' },
  { name: 'markup', id: `<&>'"` },
  { name: 'spaces', id: ' two  spaces ' },
  { name: 'beyond-the-bmp', id: 'Grüße-🐧' },
  { name: 'a-kibibyte', id: 'x'.repeat(1024) },
] as const

const repeated: Scenario[] = IDS.map(({ name, id }) =>
  scenario(
    `services/dix/pongs/${name}`,
    {
      proves: ['DIX-PONG-a', 'DIX-PONG-b', 'DIX-PONG-c', 'DIX-PONG-d', 'INV-PP-b', 'RFC6121-5.2.1-a'],
      role: 'service',
      parameters: { id },
    },
    async (world) => {
      world.step('a client pings the bare JID, and its server hands the ping to the instance')
      const at = await world.online()
      const client = world.client('romeo/orchard')
      client.ping(world.bare, id)
      await client.receive(PONG)
      const until = await world.barrier()

      const where = { at, after: { sent: { name: 'message', attrs: { id } } }, until }
      world.check(
        'DIX-PONG-a',
        some('A pong with the id of the ping comes.', { ...PONG, attrs: { id } }, where),
      )
      world.check('DIX-PONG-a', every('A pong repeats the id of the ping.', PONG, [{ attrs: { id } }], where))
      const own = [{ attrs: { from: [null, world.jid] } }]
      world.check('DIX-PONG-b', every('A pong is from the full JID of the instance.', PONG, own, where))
      const toPinger = [{ attrs: { to: client.jid } }]
      world.check('DIX-PONG-c', every('A pong is for the full JID that pinged.', PONG, toPinger, where))
      const says = 'What it sends back is for that full JID.'
      world.check('RFC6121-5.2.1-a', every(says, { name: 'message' }, toPinger, where))
      const atMostOne = {
        verdict: 'pass' as const,
        says: 'One ping brings at most one pong.',
        when: [{ see: PONG, times: [0, 1] as [number, number] }],
      }
      world.check('DIX-PONG-d', oneOf(PONG, [atMostOne], where))
      world.check('INV-PP-b', oneOf(PONG, [atMostOne], where))
    },
  ),
)

const sameId = scenario(
  'services/dix/pongs/two-clients-with-one-id',
  { proves: ['DIX-PONG-c'], role: 'service' },
  async (world) => {
    world.step('two clients ping with the same id')
    const at = await world.online()
    const clients = [world.client('romeo/orchard'), world.client('romeo/balcony')]
    for (const client of clients) client.ping(world.bare, 'same')
    for (const client of clients) await client.receive(PONG)
    const until = await world.barrier()

    for (const { jid } of clients) {
      const after = { sent: { name: 'message', attrs: { from: jid } } }
      const answer = { ...PONG, attrs: { to: jid, id: 'same' } }
      world.check('DIX-PONG-c', some('Each client gets a pong with its id.', answer, { at, after, until }))
    }
    const jids = clients.map(({ jid }) => jid)
    const where = { at, after: { beginOf: at }, until }
    world.check(
      'DIX-PONG-c',
      every('A pong is for the full JID that pinged.', PONG, [{ attrs: { to: jids } }], where),
    )
  },
)

export const pongs: Scenario[] = [...repeated, sameId]
