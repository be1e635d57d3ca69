import { NS, rawStreamError, type Scenario, scenario, streamError } from '../../../harness/index.js'

/** Where a host can stand in a stream error that is no place for it (vector 17); `HOST` is that host. */
const PLACES = [
  { name: 'text-of-another-error', xml: '<undefined-condition xmlns="NS"/><text xmlns="NS">HOST</text>' },
  { name: 'text-before-another-error', xml: '<text xmlns="NS">HOST</text><undefined-condition xmlns="NS"/>' },
  { name: 'text-of-an-empty-redirect', xml: '<see-other-host xmlns="NS"/><text xmlns="NS">HOST</text>' },
  { name: 'text-before-an-empty-redirect', xml: '<text xmlns="NS">HOST</text><see-other-host xmlns="NS"/>' },
  { name: 'text-alone', xml: '<text xmlns="NS">HOST</text>' },
  { name: 'attribute', xml: '<see-other-host xmlns="NS" to="HOST" host="HOST"/>' },
] as const

const places: Scenario[] = PLACES.map(({ name, xml }) =>
  scenario(
    `clients/redirect/conditions/host-in-${name}`,
    { proves: ['RFC6120-4.9.2-c'], role: 'client', parameters: { xml } },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const decoy = await world.node('decoy')

      world.step('the client gets a stream error with a host where none belongs')
      const error = xml.replaceAll('NS', NS.streamErrors).replaceAll('HOST', decoy.address)
      server.plays({ at: { secured: rawStreamError(error) } })
      const program = await world.begin()
      await world.walked(program)

      world.check('RFC6120-4.9.2-c', { judge: 'walk', args: { asks: 'avoids', nodes: ['decoy'] } })
    },
  ),
)

/** Conditions that RFC 6120 does not define. */
const UNKNOWN = [
  { name: 'of-no-rfc', xml: '<go-elsewhere xmlns="NS">HOST</go-elsewhere>' },
  { name: 'of-another-namespace', xml: '<see-other-host xmlns="urn:example:other">HOST</see-other-host>' },
  { name: 'none-at-all', xml: '' },
] as const

const unknown: Scenario[] = UNKNOWN.map(({ name, xml }) =>
  scenario(
    `clients/redirect/conditions/unknown-${name}`,
    { proves: ['RFC6120-4.9.2-b', 'RFC6120-4.9.1.1-b'], role: 'client', parameters: { xml } },
    async (world) => {
      const first = world.service('service', 'first').instances[0]!
      const server = await world.server()
      const decoy = await world.node('decoy')

      world.step('the session of the client ends with undefined-condition')
      const before = await world.begin()
      await world.walked(before)
      await world.uses(first)
      streamError('undefined-condition')(world.stream)
      const again = await world.walked(before)
      await before.stop()

      world.step('it starts anew; its session ends with a condition that it does not know')
      const since = server.nextId
      const program = await world.begin()
      await world.walked(program)
      await world.uses(first)
      const error = xml.replaceAll('NS', NS.streamErrors).replaceAll('HOST', decoy.address)
      rawStreamError(error)(world.stream)
      await world.walked(program)

      const like = again === undefined ? (['server'] as const) : (['server', 'server'] as const)
      const [nodes, within] = [[...like], world.bounds.redirect]
      world.check('RFC6120-4.9.2-b', { judge: 'walk', args: { asks: 'begins', nodes, since } })
      world.check('RFC6120-4.9.2-b', {
        judge: 'walk',
        args: { asks: 'copes', nodes: ['decoy'], since, within },
      })
      world.check('RFC6120-4.9.1.1-b', { judge: 'walk', args: { asks: 'closes', nodes: [], since } })
    },
  ),
)

export const conditions: Scenario[] = [...places, ...unknown]
