import { NS, none, type Scenario, scenario, streamError } from '../../../harness/index.js'

const conflict = scenario(
  'clients/reconnection/conflict',
  { proves: ['RFC6120-4.9.3.3-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')

    world.step('another session takes the resource of the client')
    await world.online()
    await world.uses(service.instances[0]!)
    const resource = world.jid.slice(world.jid.indexOf('/') + 1)
    streamError('conflict')(world.stream)
    const { first } = world.settings.reconnection
    const comes = await world.next(first + world.bounds.login)

    const same = { name: 'bind', ns: NS.bind, has: [{ name: 'resource', text: resource }] }
    if (comes === 'session') {
      const until = await world.barrier()
      world.check(
        'RFC6120-4.9.3.3-a',
        none(
          'The client does not ask for the same resource again.',
          { name: 'iq', attrs: { type: 'set' }, has: same },
          { at: 'server/2', after: { beginOf: 'server/2' }, until },
        ),
      )
    } else world.check('RFC6120-4.9.3.3-a', { judge: 'walk', args: { asks: 'order', nodes: ['server'] } })
  },
)

export const conflicts: Scenario[] = [conflict]
