import { el, NS, none, reacts, type Scenario, scenario } from '../../../harness/index.js'
import { DISCO, PING } from '../dix/words.js'

const forms = scenario(
  'clients/streams/stanzas/own-requests',
  { proves: ['RFC6120-8.1.3-a', 'RFC6120-8.2.3-c'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')

    world.step('the client uses an instance')
    const at = await world.online()
    await world.uses(service.instances[0]!)
    const until = await world.barrier()

    const after = { beginOf: at }
    world.check('RFC6120-8.1.3-a', {
      judge: 'ids',
      args: { at, about: { name: 'iq' }, asks: 'present', least: 2 },
    })
    world.check('RFC6120-8.2.3-c', { judge: 'form', args: { at, after, until, rule: 'iq-children' } })
  },
)

/** How a pong is addressed, in place of the full JID of the client. */
const RECIPIENTS = [
  { name: 'without-to', to: 'none' },
  { name: 'to-the-account', to: 'bare' },
  { name: 'to-another-resource', to: 'other' },
] as const

const recipients: Scenario[] = RECIPIENTS.map(({ name, to }) =>
  scenario(
    `clients/streams/stanzas/${name}`,
    { proves: ['RFC6120-8.1.1.1-c'], role: 'client', parameters: { to } },
    async (world) => {
      const service = world.service('service', 'first')
      const first = service.instances[0]!
      const payload = [el('pong', { xmlns: NS.dix }), el('no-store', { xmlns: NS.hints })]
      first.onPing = ({ attrs: { id } }) => {
        if (!id) return
        const bare = world.jid.slice(0, world.jid.indexOf('/'))
        const address = { none: {}, bare: { to: bare }, other: { to: `${bare}/another` } }[to]
        world.deliver(el('message', { id, from: first.jid, ...address }, ...payload))
      }

      world.step('a pong comes that is not addressed to the full JID of the client')
      const at = await world.online()
      const { handshake } = world.bounds
      await world.stream.receive({ ...DISCO, attrs: { to: first.jid } }, handshake)
      await world.barrier()

      world.check(
        'RFC6120-8.1.1.1-c',
        reacts(at, { sent: { name: 'message', attrs: { from: first.jid } } }, handshake, {
          says: 'The client goes on with the instance that sent it.',
          see: { attrs: { to: first.jid } },
        }),
      )
    },
  ),
)

const spoofed = scenario(
  'clients/streams/stanzas/answer-of-a-third-party',
  { proves: ['RFC6120-8.2.3-e'], role: 'client' },
  async (world) => {
    const service = world.service('service', 'first')
    const first = service.instances[0]!
    const { onInfo } = first
    const intruder = `intruder@${world.domain}/orchard`
    const condition = el('service-unavailable', { xmlns: NS.stanzaErrors })
    first.onInfo = (request) => {
      const { id } = request.attrs
      const address = { type: 'error', id, from: intruder, to: world.jid }
      world.deliver(el('iq', address, el('error', { type: 'cancel' }, condition)))
      onInfo(request)
    }

    world.step('before the instance says its features, somebody else answers with an error of the same id')
    const at = await world.online()
    await world.uses(first)
    await world.elapse(world.settings.window)
    const until = await world.barrier()

    const forged = { sent: { name: 'iq', attrs: { type: 'error', from: intruder } } }
    const where = { at, after: forged, until }
    const retraction = { name: 'presence', attrs: { type: 'unavailable', to: first.jid } }
    world.check('RFC6120-8.2.3-e', none('The client stays with the instance.', retraction, where))
    world.check('RFC6120-8.2.3-e', none('It does not look for another one.', PING, where))
  },
)

const bareError = scenario(
  'clients/streams/stanzas/error-without-the-payload',
  { proves: ['RFC6120-8.3.1-e'], role: 'client' },
  async (world) => {
    const service = world.service('service')
    const condition = el('service-unavailable', { xmlns: NS.stanzaErrors })
    service.onBare = ({ attrs: { id } }) => {
      if (!id) return
      const address = { type: 'error', id, from: service.jid, to: world.jid }
      world.deliver(el('message', address, el('error', { type: 'cancel' }, condition)))
    }

    world.step('the ping of the client comes back as an error that holds nothing of it')
    const settings = { ...world.settings, timeout: 3000 }
    const within = settings.timeout / 2
    const at = await world.online({ settings })
    await world.stream.expect('a ping', PING)
    await world.stream.receive(PING, within)

    world.check(
      'RFC6120-8.3.1-e',
      reacts(at, { sent: { name: 'message', attrs: { type: 'error' } } }, within, {
        says: 'The client pings again, without waiting for a pong.',
        see: PING,
      }),
    )
  },
)

/** Errors that nobody caused. */
const ERRORS = [{ kind: 'message' }, { kind: 'presence' }, { kind: 'iq' }] as const

const errors: Scenario[] = ERRORS.map(({ kind }) =>
  scenario(
    `clients/streams/stanzas/${kind}-of-type-error`,
    { proves: ['RFC6120-8.3.1-f'], role: 'client', parameters: { kind } },
    async (world) => {
      const service = world.service('service', 'first')
      const intruder = `intruder@${world.domain}/orchard`

      world.step('an error comes from somebody else')
      const at = await world.online()
      await world.uses(service.instances[0]!)
      const condition = el('service-unavailable', { xmlns: NS.stanzaErrors })
      const address = { type: 'error', id: 'e1', from: intruder, to: world.jid }
      world.deliver(el(kind, address, el('error', { type: 'cancel' }, condition)))
      const until = await world.barrier()

      const after = { sent: { name: kind, attrs: { id: 'e1' } } }
      world.check(
        'RFC6120-8.3.1-f',
        none('The client sends its sender nothing.', { attrs: { to: intruder } }, { at, after, until }),
      )
    },
  ),
)

export const stanzas: Scenario[] = [forms, ...recipients, spoofed, bareError, ...errors]
