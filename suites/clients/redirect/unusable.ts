import { REDIRECT_TARGETS } from '../../../fixtures/catalogue/redirect-targets.js'
import { rawStreamError, type Scenario, scenario, seeOtherHost } from '../../../harness/index.js'

/** What can be written into XML, and would lead nowhere but to the played names if it were taken for a target. */
const DATA = REDIRECT_TARGETS.filter(
  ({ vector, data, reading }) =>
    reading === undefined && (vector === 1 || vector >= 10) && vector !== 18 && !/\p{Cc}/u.test(data.trim()),
)

/** Stages of a client's life at which it meets them. */
const STAGES = ['login', 'session'] as const

const vectors: Scenario[] = DATA.flatMap(({ vector, data }, i) => {
  const nth = DATA.slice(0, i).filter((other) => other.vector === vector).length + 1
  // A session is needed for the first of each kind only: what a target is doesn't depend on the stage.
  return STAGES.slice(0, nth === 1 ? 2 : 1).map((stage) =>
    scenario(
      `clients/redirect/unusable/${stage}/vector-${vector}.${nth}`,
      {
        proves: ['RFC6120-4.9.3.19-n'],
        role: 'client',
        parameters: { vector, data: data.slice(0, 60), length: data.length },
      },
      async (world) => {
        world.service('service', 'first')
        const server = await world.server()
        const trap = await world.node('trap')
        const { port } = trap.endpoint
        const redirect = seeOtherHost(data.replaceAll('5222', `${port}`))
        const record = { priority: 0, weight: 0, port, target: 'host' }
        const names = ['host', 'user', 'secret', 'a', 'b', 'x']
        const srv = Object.fromEntries(names.map((name) => [`_xmpp-client._tcp.${name}`, [record]]))
        const zone = { srv, addresses: { host: ['127.0.0.1'] } }

        world.step(`the client gets a redirect that names no host (${stage})`)
        if (stage === 'login') server.plays({ at: { secured: redirect } })
        const program = await world.begin({ zone })
        await world.walked(program)
        if (stage === 'session') {
          redirect(world.stream)
          await world.walked(program)
        }

        const within = world.bounds.redirect
        world.check('RFC6120-4.9.3.19-n', { judge: 'walk', args: { asks: 'copes', nodes: ['trap'], within } })
      },
    ),
  )
})

/** Ways to write one target that may be read or not (vector 16); `FIRST` and `OTHER` are two nodes. */
const WRITINGS = [
  {
    name: 'twice',
    xml: '<see-other-host xmlns="NS">FIRST</see-other-host><see-other-host xmlns="NS">OTHER</see-other-host>',
  },
  { name: 'with-an-element', xml: '<see-other-host xmlns="NS">FIRST<host>OTHER</host></see-other-host>' },
  { name: 'in-an-element', xml: '<see-other-host xmlns="NS"><host>OTHER</host></see-other-host>' },
  { name: 'cdata', xml: '<see-other-host xmlns="NS"><![CDATA[FIRST]]></see-other-host>' },
  { name: 'cdata-in-part', xml: '<see-other-host xmlns="NS"><![CDATA[FIRST]]> </see-other-host>' },
  { name: 'nul', xml: '<see-other-host xmlns="NS">OTHER\u0000</see-other-host>' },
  { name: 'comment', xml: '<see-other-host xmlns="NS">OTHER<!-- --></see-other-host>' },
] as const

const writings: Scenario[] = WRITINGS.map(({ name, xml }) =>
  scenario(
    `clients/redirect/unusable/written-${name}`,
    { proves: ['RFC6120-4.9.3.19-n'], role: 'client', parameters: { xml } },
    async (world) => {
      world.service('service', 'first')
      const server = await world.server()
      const [here, there] = [await world.node('here'), await world.node('there')]

      world.step('the client gets a redirect that is written in an unusual way')
      const said = xml
        .replaceAll('NS', 'urn:ietf:params:xml:ns:xmpp-streams')
        .replaceAll('FIRST', here.address)
        .replaceAll('OTHER', there.address)
      server.plays({ at: { secured: rawStreamError(said) } })
      const program = await world.begin()
      await world.walked(program)

      const within = world.bounds.redirect
      world.check('RFC6120-4.9.3.19-n', { judge: 'walk', args: { asks: 'copes', nodes: ['there'], within } })
    },
  ),
)

export const unusable: Scenario[] = [...vectors, ...writings]
