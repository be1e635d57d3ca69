import { el, NS, type Scenario, scenario } from '../../../harness/index.js'

const answered = scenario(
  'clients/streams/closing/answered-late',
  { proves: ['RFC6120-4.4-a', 'RFC6120-4.4-b'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')

    world.step(
      'the client is told to leave; a request comes behind its closing tag, and ours some time later',
    )
    const at = await world.online()
    await world.uses(service.instances[0]!)
    const { stream, jid: to, domain: from } = world
    const closed = new Promise<void>((resolve) => {
      stream.onClosing = resolve
    })
    const over = world.leave()
    await closed
    stream.send(el('iq', { type: 'get', id: 'behind', from, to }, el('ping', { xmlns: NS.ping })))
    await world.elapse(world.bounds.close / 2)
    stream.close()
    await over

    world.check('RFC6120-4.4-a', { judge: 'closing', args: { at, asks: 'waits' } })
    world.check('RFC6120-4.4-b', { judge: 'closing', args: { at, asks: 'silence' } })
  },
)

const unanswered = scenario(
  'clients/streams/closing/unanswered',
  { proves: ['RFC6120-4.4-c'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const patience = 1000

    world.step('the client is told to leave; no closing tag comes from the server')
    const at = await world.online({ settings: { ...world.settings, patience } })
    await world.uses(service.instances[0]!)
    const { stream } = world
    stream.onClosing = () => undefined
    void world.leave()
    await world.elapse(patience + world.bounds.close)

    world.check('RFC6120-4.4-c', {
      judge: 'closing',
      args: { at, asks: 'bounded', within: patience + world.bounds.close / 2 },
    })
  },
)

export const closings: Scenario[] = [answered, unanswered]
