import { none, type Scenario, scenario } from '../../../harness/index.js'
import { DISCO, PING, PONG } from './words.js'

const pong = scenario(
  'clients/dix/forgeries/pong-of-another-account',
  { proves: ['PROF-SEC-a'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const first = service.instances[0]!
    const intruder = world.service('intruder', 'first').instances[0]!
    service.onBare = ({ attrs }) => {
      intruder.pong(attrs.id)
      first.pong(attrs.id)
    }

    world.step('the client pings; another account answers, with the right id, before the service')
    const at = await world.online({ services: [service.jid] })
    await world.stream.receive({ ...DISCO, attrs: { to: first.jid } }, world.bounds.handshake)
    await world.elapse(world.settings.window)
    const until = await world.barrier()

    const forged = { sent: { ...PONG, attrs: { from: intruder.jid } } }
    world.check(
      'PROF-SEC-a',
      none(
        'The client sends nothing to the other account.',
        { attrs: { to: intruder.jid } },
        {
          at,
          after: forged,
          until,
        },
      ),
    )
  },
)

/** Whose unavailable must not count, as local and resource. */
const FORGERS = [
  { name: 'another-account', from: 'intruder/first' },
  { name: 'a-bare-account', from: 'intruder' },
  { name: 'a-sibling', from: 'service/second' },
  { name: 'a-longer-resource', from: 'service/first2' },
] as const

const unavailable: Scenario[] = FORGERS.map(({ name, from }) =>
  scenario(
    `clients/dix/forgeries/unavailable-of-${name}`,
    { proves: ['PROF-SEC-d'], role: 'client', parameters: { from } },
    async (world) => {
      const service = world.service('service', 'first', 'second')
      const first = service.instances[0]!

      world.step('the client uses the first instance')
      const at = await world.online()
      await world.uses(first)

      world.step('unavailable presence comes from somebody else')
      const forger = from.replace(/^[a-z]+/u, (local) => `${local}@${world.domain}`)
      first.unavailable(forger)
      const until = await world.barrier()

      const forged = { sent: { name: 'presence', attrs: { type: 'unavailable', from: forger } } }
      world.check(
        'PROF-SEC-d',
        none('The client does not look for another instance.', PING, { at, after: forged, until }),
      )
      world.check(
        'PROF-SEC-d',
        none(
          'It does not end its session.',
          { name: 'presence', attrs: { type: 'unavailable', to: first.jid } },
          { at, after: forged, until },
        ),
      )
    },
  ),
)

export const forgeries: Scenario[] = [pong, ...unavailable]
