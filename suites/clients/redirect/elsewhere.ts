import { fin, reset, type Scenario, scenario, seeOtherHost, silence, speaks } from '../../../harness/index.js'

/** How long the client waits for who says nothing, in ms; its login takes that long at most. */
const PATIENCE = 2500

/** A fatal alert of TLS 1.2: this record is no handshake. */
const ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a])

/** What listens at a target instead of an XMPP server (vector 19). */
const OTHERS = [
  { name: 'http', act: speaks('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<html><body/></html>') },
  { name: 'a-banner', act: speaks('SSH-2.0-OpenSSH_9.6\r\n') },
  { name: 'tls-only', act: speaks(ALERT) },
  { name: 'nothing-but-fin', act: fin },
  { name: 'nothing-but-rst', act: reset },
  { name: 'silence', act: silence },
] as const

const others: Scenario[] = OTHERS.map(({ name, act }) =>
  scenario(
    `clients/redirect/elsewhere/${name}`,
    { proves: ['CHAOS-14', 'RFC6120-4.9.3.19-n'], role: 'client' },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const other = await world.node('other', { at: { accepted: act } })

      world.step('the client is sent to a node')
      const { plain, since } = await world.plainRedirect()

      world.step('it starts anew, and is sent to something else')
      server.plays({ at: { secured: seeOtherHost(other.address) } })
      const program = await world.begin({ settings: { ...world.settings, patience: PATIENCE } })
      await world.walked(program)

      const within = world.bounds.redirect
      world.check('CHAOS-14', { judge: 'walk', args: { asks: 'stop', nodes: ['other'], plain, since } })
      world.check('RFC6120-4.9.3.19-n', { judge: 'walk', args: { asks: 'copes', nodes: [], since, within } })
    },
  ),
)

/** Targets that can't be connected to. */
const NOWHERE = ['refused', 'unknown-name'] as const

const nowhere: Scenario[] = NOWHERE.map((name) =>
  scenario(
    `clients/redirect/elsewhere/${name}`,
    { proves: ['RFC6120-4.9.3.19-n'], role: 'client' },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const gone = await world.node('gone')
      gone.stop()

      world.step('the client is sent where nobody is')
      server.plays({ at: { secured: seeOtherHost(name === 'refused' ? gone.address : 'gone.example') } })
      const program = await world.begin()
      await world.walked(program)

      const within = world.bounds.redirect
      world.check('RFC6120-4.9.3.19-n', { judge: 'walk', args: { asks: 'copes', nodes: [], within } })
    },
  ),
)

const carousel = scenario(
  'clients/redirect/elsewhere/carousel',
  { proves: ['CHAOS-13'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const server = await world.server()
    const nodes = [await world.node('node1'), await world.node('node2'), await world.node('node3')]
    const most = 12

    world.step('three nodes send the client on and on, to a silent stream each third time')
    server.always({ at: { secured: seeOtherHost(nodes[0]!.address) } })
    for (const [i, node] of nodes.entries()) {
      const on = { at: { secured: seeOtherHost(nodes[(i + 1) % 3]!.address) } }
      node.always(on)
      if (i === 2) node.plays({ at: { accepted: silence } })
    }
    const program = await world.begin({ settings: { ...world.settings, patience: PATIENCE } })
    await world.walked(program, 2 * most)

    const within = world.bounds.redirect
    world.check('CHAOS-13', {
      judge: 'walk',
      args: { asks: 'bounded', nodes: [], hops: [0, most - 1], endless: most, plain: 'node1' },
    })
    world.check('CHAOS-13', { judge: 'walk', args: { asks: 'copes', nodes: [], within } })
  },
)

export const elsewhere: Scenario[] = [...others, ...nowhere, carousel]
