import { close, none, type Scenario, scenario } from '../../../harness/index.js'

const unbound = scenario(
  'clients/dix/login/no-resource-yet',
  { proves: ['RFC6121-4.2.1-a'], role: 'client' },
  async (world) => {
    world.service('service', 'first')
    const server = await world.server()
    server.plays({ at: { bind: close } })

    world.step('the client asks for a resource; the server closes the stream instead')
    await world.begin()
    const stream = await server.stream()
    await stream.over()

    const where = { at: stream.id, after: { beginOf: stream.id } }
    world.check(
      'RFC6121-4.2.1-a',
      none('The client sends no presence before it has a resource.', { name: 'presence' }, where),
    )
  },
)

export const login: Scenario[] = [unbound]
