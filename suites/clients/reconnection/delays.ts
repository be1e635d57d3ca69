import { fin, reset, type Scenario, scenario, streamError } from '../../../harness/index.js'

/** How many clients are thrown out at once. */
const CLIENTS = 10

/** How the server goes away (RFC 6120 3.3, 4.9.3.20). */
const OUTAGES = [
  { name: 'fin', proves: 'RFC6120-3.3-a', act: fin },
  { name: 'system-shutdown', proves: 'RFC6120-4.9.3.20-a', act: streamError('system-shutdown') },
] as const

const spread: Scenario[] = OUTAGES.map(({ name, proves, act }) =>
  scenario(
    `clients/reconnection/delays/spread-after-${name}`,
    { proves: [proves], role: 'client', parameters: { clients: CLIENTS } },
    async (world) => {
      const service = world.service('service')
      service.onBare = () => undefined
      const server = await world.server()
      const { bounds } = world
      const longest = 3000
      const reconnection = { ...world.settings.reconnection, first: longest }
      const settings = { ...world.settings, timeout: bounds.scenario, reconnection }

      world.step('several clients log in')
      for (let started = 0; started < CLIENTS; started += 1) await world.online({ settings })

      world.step('the server goes away, and is back at once')
      const lost = [...server.streams]
      for (const stream of lost) act(stream)
      for (const _ of lost) await server.online(longest + bounds.login)

      const ids = lost.map(({ id }) => id)
      world.check(proves, {
        judge: 'delays',
        args: { lost: ids, asks: 'spread', longest, slack: bounds.route },
      })
    },
  ),
)

const growth = scenario(
  'clients/reconnection/delays/growth',
  { proves: ['RFC6120-3.3-b'], role: 'client' },
  async (world) => {
    const service = world.service('service')
    service.onBare = () => undefined
    const server = await world.server()
    const { bounds } = world
    const reconnection = { first: 200, cap: 3000, lasting: bounds.scenario }
    const settings = { ...world.settings, timeout: bounds.scenario, reconnection }

    world.step('the client loses its server, which breaks every new connection')
    const at = await world.online({ settings })
    await server.stream()
    server.always({ at: { accepted: reset } })
    world.stream.connection.fin()
    for (const _ of ['first', 'second', 'third', 'fourth'])
      await server.stream(reconnection.cap + bounds.route)

    world.check('RFC6120-3.3-b', {
      judge: 'delays',
      args: { lost: [at], asks: 'growth', longest: reconnection.cap, slack: bounds.route },
    })
  },
)

export const delays: Scenario[] = [...spread, growth]
