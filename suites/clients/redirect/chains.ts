import { type Scenario, scenario, seeOtherHost } from '../../../harness/index.js'

/** What is acceptable (INV-RD-a), and from where on a chain counts as endless. */
const [LEAST, MOST, ENDLESS] = [2, 5, 10]

const PROVES = ['RFC6120-4.9.3.19-l', 'RFC6120-4.9.3.19-g', 'RFC6120-4.7.2-a', 'INV-RD-a']

/** How many nodes send the client on, and where the last of them points: to a node of the chain, or to none. */
const WALKS = [
  { name: 'chain-of-1', redirects: 1 },
  { name: 'chain-of-2', redirects: 2 },
  { name: 'chain-of-3', redirects: 3 },
  { name: 'chain-of-5', redirects: 5 },
  { name: 'chain-of-6', redirects: 6 },
  { name: 'chain-of-10', redirects: 10 },
  { name: 'loop-of-1', redirects: 1, back: 1 },
  { name: 'loop-of-2', redirects: 2, back: 1 },
  { name: 'loop-of-3', redirects: 4, back: 2 },
] as const satisfies { name: string; redirects: number; back?: number }[]

export const chains: Scenario[] = WALKS.map(({ name, redirects, ...rest }) =>
  scenario(
    `clients/redirect/chains/${name}`,
    { proves: PROVES, role: 'client', parameters: { redirects, ...rest } },
    async (world) => {
      world.service('service', 'first')
      const names = Array.from({ length: redirects }, (_, i) => `node${i + 1}`)
      const nodes = await Promise.all(names.map((each) => world.node(each)))
      const server = await world.server()

      world.step('each node sends the client to the next one')
      server.plays({ at: { secured: seeOtherHost(nodes[0]!.address) } })
      for (const [i, node] of nodes.entries()) {
        const next = nodes[i + 1] ?? ('back' in rest ? nodes[rest.back - 1] : undefined)
        if (next !== undefined) node.always({ at: { secured: seeOtherHost(next.address) } })
      }
      const program = await world.begin()
      await world.walked(program, ENDLESS)

      const plain = 'node1'
      const least = Math.min(LEAST, 'back' in rest ? LEAST : redirects)
      const hops: [number, number] = [least, MOST]
      world.check('RFC6120-4.9.3.19-l', {
        judge: 'walk',
        args: { asks: 'bounded', nodes: [], hops, endless: ENDLESS, plain },
      })
      world.check('INV-RD-a', { judge: 'walk', args: { asks: 'hops', nodes: [], hops, plain } })
      const within = world.bounds.redirect
      world.check('INV-RD-a', { judge: 'walk', args: { asks: 'copes', nodes: [], within } })
      world.check('INV-RD-a', { judge: 'walk', args: { asks: 'to', nodes: [], plain } })
      world.check('INV-RD-a', { judge: 'walk', args: { asks: 'tls', nodes: [] } })
      world.check('RFC6120-4.9.3.19-g', { judge: 'walk', args: { asks: 'to', nodes: [], plain } })
      world.check('RFC6120-4.7.2-a', { judge: 'walk', args: { asks: 'to', nodes: [], to: world.domain } })
    },
  ),
)
