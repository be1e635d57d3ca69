import { el, NS, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'

const info = scenario(
  'services/disco/answers/info',
  { proves: ['XEP0030-3.1-b', 'XEP0030-3.1-c', 'XEP0030-3.1-d'], role: 'service' },
  async (world) => {
    world.step('a client asks the instance for its features')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    const id = client.info(world.jid)
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const answer = { name: 'iq', attrs: { id, type: ['result', 'error'] } }
    world.check('XEP0030-3.1-b', once('It answers with a result or an error.', answer, where))
    world.check('XEP0030-3.1-c', { judge: 'form', args: { ...where, rule: 'description' } })
    world.check('XEP0030-3.1-d', { judge: 'form', args: { ...where, rule: 'identities' } })
  },
)

/** Nodes that nobody has heard of. */
const NODES = ['nowhere', 'http://example.org/caps#ver=', 'a b&c'] as const

const nodes: Scenario[] = NODES.map((node, i) =>
  scenario(
    `services/disco/answers/unknown-node-${i + 1}`,
    { proves: ['XEP0030-3.1-b', 'XEP0030-3.2-a'], role: 'service', parameters: { node } },
    async (world) => {
      world.step('a client asks about a node that the instance does not have')
      const at = await world.online()
      const client = world.client('romeo/orchard')
      const id = client.iq('get', world.jid, el('query', { xmlns: NS.discoInfo, node }))
      await client.receive({ name: 'iq', attrs: { id } })
      const until = await world.barrier()

      const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
      const answer = { name: 'iq', attrs: { id, type: ['result', 'error'] } }
      world.check('XEP0030-3.1-b', once('It answers with a result or an error.', answer, where))
      const query = { name: 'query', ns: NS.discoInfo }
      const mirrored = {
        name: 'iq',
        attrs: { id, type: ['result', 'error'] },
        has: { ...query, attrs: { node } },
      }
      const refused = { name: 'iq', attrs: { id, type: 'error' }, lacks: query }
      const times: [number, number] = [1, 1]
      const rows = [
        {
          verdict: 'pass' as const,
          says: 'Its answer names the same node.',
          when: [{ see: mirrored, times }],
        },
        { verdict: 'pass' as const, says: 'An error repeats nothing.', when: [{ see: refused, times }] },
      ]
      world.check('XEP0030-3.2-a', oneOf({ name: 'iq', attrs: { id } }, rows, where))
    },
  ),
)

const items = scenario(
  'services/disco/answers/items',
  { proves: ['XEP0030-4.1-b'], role: 'service' },
  async (world) => {
    world.step('a client asks the instance for its items')
    const at = await world.online()
    const client = world.client('romeo/orchard')
    const id = client.iq('get', world.jid, el('query', { xmlns: NS.discoItems }))
    await client.receive({ name: 'iq', attrs: { id } })
    const until = await world.barrier()

    const where = { at, after: { sent: { name: 'iq', attrs: { id } } }, until }
    const list = { name: 'iq', attrs: { id, type: 'result' }, has: { name: 'query', ns: NS.discoItems } }
    world.check('XEP0030-4.1-b', once('It answers with a list, which may be empty.', list, where))
  },
)

export const answers: Scenario[] = [info, ...nodes, items]
