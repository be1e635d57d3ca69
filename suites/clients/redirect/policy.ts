import { refuseTls, type Scenario, scenario, seeOtherHost } from '../../../harness/index.js'

/** Targets that can't be reached inside TLS (vector 22). */
const TARGETS = [
  { name: 'without-starttls', script: { tls: 'none' } },
  { name: 'refusing-tls', script: { at: { starttls: refuseTls } } },
] as const

/** Where the client is sent there from. */
const STAGES = ['login', 'session'] as const

export const policy: Scenario[] = TARGETS.flatMap(({ name, script }) =>
  STAGES.map((stage) =>
    scenario(
      `clients/redirect/policy/${name}/${stage}`,
      { proves: ['RFC6120-4.9.3.19-i', 'INV-RD-a'], role: 'client', parameters: { stage } },
      async (world) => {
        world.service('service', 'first')
        const server = await world.server()
        const target = await world.node('target', script)
        const redirect = seeOtherHost(target.address)

        world.step('the client is sent to a node with TLS')
        const { plain, since } = await world.plainRedirect()

        world.step(`it starts anew, and is sent to one without (${stage})`)
        if (stage === 'login') server.plays({ at: { secured: redirect } })
        const program = await world.begin()
        await world.walked(program)
        if (stage === 'session') {
          redirect(world.stream)
          await world.walked(program)
        }

        const args = { asks: 'tls' as const, nodes: ['target'], plain, since }
        world.check('RFC6120-4.9.3.19-i', { judge: 'walk', args })
        world.check('INV-RD-a', { judge: 'walk', args })
      },
    ),
  ),
)
