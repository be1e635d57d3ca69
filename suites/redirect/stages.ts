import { NS, none, type Scenario, scenario } from '../../harness/index.js'

export const stages: Scenario[] = [
  scenario(
    'redirect/stages/in-clear',
    { proves: ['RFC6120-4.9.3.19-j'], role: 'server', needs: ['drain', 'undrain'] },
    async (world) => {
      const { login, close } = world.subject.bounds
      world.step('let the server send everybody away')
      await world.order('drain', { target: 'node2.example:9222' })
      world.step('open a stream in clear')
      const raw = await world.clear('client')
      raw.open(world.subject.domain)
      await raw.receive((e) => e.is('features', NS.stream) || e.is('error', NS.stream), login)
      raw.send('</stream:stream>')
      await raw.ended(close)
      const redirect = { name: 'error', ns: NS.stream, condition: 'see-other-host' }
      const where = { at: raw.id, after: { beginOf: raw.id } }
      const says = 'The stream is not redirected while it is in clear.'
      world.check('RFC6120-4.9.3.19-j', none(says, redirect, where))
    },
  ),
]
