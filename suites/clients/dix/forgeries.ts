import { el, NS, none, type Scenario, scenario } from '../../../harness/index.js'
import { DISCO, PING, PONG } from './words.js'

const CARBONS = 'urn:xmpp:carbons:2'
const FORWARD = 'urn:xmpp:forward:0'

/** Whose pong must not count; `%` is the domain of the scenario. */
const PONGERS = [
  { name: 'another-account', from: 'intruder@%/first' },
  { name: 'a-longer-name', from: 'service2@%/first' },
  { name: 'a-longer-domain', from: 'service@%.example/first' },
  { name: 'another-domain', from: 'service@elsewhere.example/first' },
  // The first letter is Cyrillic; it looks the same, and no preparation maps it.
  { name: 'a-homograph', from: '\u0455ervice@%/first' },
  { name: 'a-dotless-letter', from: 'serv\u0131ce@%/first' },
  { name: 'the-name-in-a-resource', from: 'intruder@%/service@%/first' },
  { name: 'the-domain', from: '%/service' },
] as const

const pongs: Scenario[] = PONGERS.map(({ name, from }) =>
  scenario(
    `clients/dix/forgeries/pong-of-${name}`,
    { proves: ['PROF-SEC-a'], role: 'client', parameters: { from } },
    async (world) => {
      const service = world.service('service', 'first')
      const first = service.instances[0]!
      const intruder = from.replaceAll('%', world.domain)
      service.onBare = ({ attrs }) => {
        first.pong(attrs.id, intruder)
        first.pong(attrs.id)
      }

      world.step('the client pings; somebody else answers, with the right id, before the service')
      const at = await world.online()
      await world.stream.receive({ ...DISCO, attrs: { to: first.jid } }, world.bounds.handshake)
      await world.elapse(world.settings.window)
      const until = await world.barrier()

      const after = { sent: { ...PONG, attrs: { from: intruder } } }
      world.check(
        'PROF-SEC-a',
        none('The client sends nothing to somebody else.', { attrs: { to: intruder } }, { at, after, until }),
      )
    },
  ),
)

/** Whose copies must not count (XEP-0280 section 7). */
const WRAPPERS = [
  { name: 'another-account', from: 'intruder@%/first', kind: 'received' },
  { name: 'the-service', from: 'service@%/first', kind: 'received' },
  { name: 'the-own-full-jid', from: 'subject@%/another', kind: 'received' },
  { name: 'another-account-as-sent', from: 'intruder@%/first', kind: 'sent' },
] as const

const carbons: Scenario[] = WRAPPERS.map(({ name, from, kind }) =>
  scenario(
    `clients/dix/forgeries/carbon-of-${name}`,
    { proves: ['XEP0280-7-c'], role: 'client', parameters: { from, kind } },
    async (world) => {
      const service = world.service('service', 'first')
      const first = service.instances[0]!
      const [wrapper, forged] = [from.replaceAll('%', world.domain), `${service.jid}/forged`]
      service.onBare = ({ attrs }) => {
        const pong = el('message', { xmlns: NS.client, from: forged, to: world.jid, id: attrs.id })
        pong.append(el('pong', { xmlns: NS.dix }))
        const copy = el(kind, { xmlns: CARBONS }, el('forwarded', { xmlns: FORWARD }, pong))
        world.deliver(el('message', { from: wrapper, to: world.jid }, copy))
        first.pong(attrs.id)
      }

      world.step('the client pings; a copy of a pong comes, which its own account did not send')
      const at = await world.online()
      await world.stream.receive({ ...DISCO, attrs: { to: first.jid } }, world.bounds.handshake)
      await world.elapse(world.settings.window)
      const until = await world.barrier()

      const after = { sent: { name: 'message', has: { name: kind, ns: CARBONS } } }
      world.check(
        'XEP0280-7-c',
        none(
          'The client sends nothing to its alleged sender.',
          { attrs: { to: forged } },
          { at, after, until },
        ),
      )
    },
  ),
)

/** Whose unavailable must not count. */
const FORGERS = [
  { name: 'another-account', from: 'intruder@%/first' },
  { name: 'a-bare-account', from: 'intruder@%' },
  { name: 'a-sibling', from: 'service@%/second' },
  { name: 'a-longer-resource', from: 'service@%/first2' },
  { name: 'the-resource-in-capitals', from: 'service@%/FIRST' },
  { name: 'another-domain', from: 'service@elsewhere.example/first' },
  { name: 'the-own-account', from: 'subject@%' },
] as const

const unavailable: Scenario[] = FORGERS.map(({ name, from }) =>
  scenario(
    `clients/dix/forgeries/unavailable-of-${name}`,
    {
      proves: name === 'a-sibling' ? ['PROF-SEC-d', 'DIX-FAIL-a'] : ['PROF-SEC-d'],
      role: 'client',
      parameters: { from },
    },
    async (world) => {
      const service = world.service('service', 'first', 'second')
      const first = service.instances[0]!

      world.step('the client uses the first instance')
      const at = await world.online()
      await world.uses(first)

      world.step('unavailable presence comes from somebody else')
      const forger = from.replaceAll('%', world.domain)
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
      if (name === 'a-sibling')
        world.check(
          'DIX-FAIL-a',
          none('The end of another instance does not concern it.', PING, { at, after: forged, until }),
        )
    },
  ),
)

export const forgeries: Scenario[] = [...pongs, ...carbons, ...unavailable]
