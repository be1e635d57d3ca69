import { every, type Scenario, scenario } from '../../../harness/index.js'

const opening = scenario(
  'clients/streams/opening/usual',
  {
    proves: ['RFC6120-4.3.3-a', 'RFC6120-4.3.5-a', 'RFC6120-4.7.1-b', 'RFC6120-4.7.5-a'],
    role: 'client',
  },
  async (world) => {
    const service = world.service('service', 'first')
    service.onBare = () => undefined

    world.step('the client logs in')
    await world.begin()
    if ((await world.next()) === 'session') await world.barrier()

    const at = 'server/1'
    world.check('RFC6120-4.3.3-a', { judge: 'opening', args: { at, asks: 'restart' } })
    world.check('RFC6120-4.3.5-a', { judge: 'opening', args: { at, asks: 'restraint' } })
    world.check('RFC6120-4.7.1-b', { judge: 'opening', args: { at, asks: 'from' } })
    world.check('RFC6120-4.7.5-a', { judge: 'opening', args: { at, asks: 'version' } })
  },
)

const resource = scenario(
  'clients/streams/opening/another-resource',
  { proves: ['RFC6120-4.3.6-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const server = await world.server()
    server.always({ resource: () => 'given-by-the-server' })

    world.step('the server binds another resource than the client may have asked for')
    const at = await world.online()
    await world.uses(service.instances[0]!)
    const until = await world.barrier()

    const bare = world.jid.slice(0, world.jid.indexOf('/'))
    world.check(
      'RFC6120-4.3.6-a',
      every(
        'Where the client names itself, it is by the JID that binding returned.',
        { attrs: {} },
        [{ attrs: { from: [null, bare, world.jid] } }],
        { at, after: { beginOf: at }, until },
      ),
    )
  },
)

export const openings: Scenario[] = [opening, resource]
