import { reset, type Scenario, scenario, seeOtherHost } from '../../../harness/index.js'

const freshStart = scenario(
  'clients/redirect/returns/fresh-start',
  { proves: ['RFC6120-4.9.3.19-o'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const server = await world.server()

    world.step('the client is sent elsewhere, and stopped')
    const { plain } = await world.plainRedirect()

    world.step('it is started again')
    const program = await world.begin()
    await world.walked(program)

    const nodes = [server.name, plain, server.name]
    world.check('RFC6120-4.9.3.19-o', { judge: 'walk', args: { asks: 'arrives', nodes, plain } })
  },
)

const targetGone = scenario(
  'clients/redirect/returns/target-gone',
  { proves: ['RFC6120-4.9.3.19-o', 'RFC6120-4.9.3.19-n'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const server = await world.server()
    const target = await world.node('target')

    world.step('the client is sent elsewhere')
    server.plays({ at: { secured: seeOtherHost(target.address) } })
    const program = await world.begin()
    await world.walked(program)

    world.step('the host it was sent to is gone')
    target.stop()
    reset(world.stream)
    await world.walked(program)

    const nodes = [server.name, target.name, server.name]
    const [plain, within] = [target.name, world.bounds.redirect]
    world.check('RFC6120-4.9.3.19-o', { judge: 'walk', args: { asks: 'arrives', nodes, plain } })
    world.check('RFC6120-4.9.3.19-n', { judge: 'walk', args: { asks: 'copes', nodes: [], within } })
  },
)

export const returns: Scenario[] = [freshStart, targetGone]
