import { type Scenario, scenario, seeOtherHost } from '../../../harness/index.js'

/** Where a negotiation can meet a redirect once the server has proved its identity. */
const STAGES = ['secured', 'auth', 'authenticated', 'bind', 'online'] as const

const negotiating: Scenario[] = STAGES.map((stage) =>
  scenario(
    `clients/redirect/stages/${stage}`,
    {
      proves: ['RFC6120-4.9.3.19-p', 'RFC6120-4.9.3.19-t', 'RFC6120-4.9.1.1-b'],
      role: 'client',
      parameters: { stage },
    },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const target = await world.node('target')

      world.step('the client is sent elsewhere inside TLS')
      const { plain, since } = await world.plainRedirect()

      world.step(`it starts anew, and is sent elsewhere at the stage ${stage}`)
      server.plays({ at: { [stage]: seeOtherHost(target.address) } })
      const program = await world.begin()
      await world.walked(program)

      const nodes = ['server', 'target']
      world.check('RFC6120-4.9.3.19-p', { judge: 'walk', args: { asks: 'arrives', nodes, plain, since } })
      world.check('RFC6120-4.9.3.19-t', { judge: 'walk', args: { asks: 'follows', nodes: [plain] } })
      world.check('RFC6120-4.9.1.1-b', { judge: 'walk', args: { asks: 'closes', nodes: [], since } })
    },
  ),
)

const beforeTls = scenario(
  'clients/redirect/stages/before-tls',
  { proves: ['RFC6120-4.9.3.19-k', 'RFC6120-4.9.1.1-b'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const server = await world.server()
    const target = await world.node('target')

    world.step('the client is sent elsewhere before TLS')
    server.plays({ at: { header: seeOtherHost(target.address) } })
    const program = await world.begin()
    await world.walked(program)

    world.check('RFC6120-4.9.3.19-k', { judge: 'walk', args: { asks: 'follows', nodes: ['target'] } })
    world.check('RFC6120-4.9.1.1-b', { judge: 'walk', args: { asks: 'closes', nodes: [] } })
  },
)

const session = scenario(
  'clients/redirect/stages/session',
  {
    proves: ['RFC6120-4.9.3.19-p', 'RFC6120-4.9.1.1-b', 'INV-RD-b'],
    role: 'client',
  },
  async (world) => {
    const first = world.service('service', 'first').instances[0]!
    const target = await world.node('target')

    world.step('the client is sent elsewhere inside TLS')
    const { plain, since } = await world.plainRedirect()

    world.step('it starts anew, and is at work')
    const program = await world.begin()
    await world.walked(program)
    await world.uses(first)

    world.step('it is sent elsewhere')
    seeOtherHost(target.address)(world.stream)
    await world.walked(program)

    const nodes = ['server', 'target']
    world.check('RFC6120-4.9.3.19-p', { judge: 'walk', args: { asks: 'arrives', nodes, plain, since } })
    world.check('RFC6120-4.9.1.1-b', { judge: 'walk', args: { asks: 'closes', nodes: [], since } })
    world.check('INV-RD-b', { judge: 'walk', args: { asks: 'ends', nodes: [], since } })
  },
)

export const stages: Scenario[] = [...negotiating, beforeTls, session]
