import { afterEach, describe, expect, test } from 'vitest'
import { connectTcp } from '../../fixtures/reference/dix.js'
import { type ClientSession, openSession } from '../../fixtures/reference/session/index.js'
import { close, fin, refuseLogin, refuseTls, reset, seeOtherHost, silence } from '../actors/acts.js'
import type { Act, Stage } from '../actors/negotiation.js'
import { systemClock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import type { Entry } from '../journal/event.js'
import { tcpNetwork } from '../net/network.js'
import type { ClientTrigger, Program } from '../subjects/program.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { ClientWorld } from './client-world.js'

const WAITING = { route: 1000, unavailable: 1000, login: 2000, close: 300, scenario: 5000 }
const BOUNDS = { ...WAITING, handshake: 1000, failover: 1000, redirect: 1000 }
const SETTINGS = {
  timeout: 100,
  window: 10,
  tries: 1,
  backOff: 10,
  grace: 10,
  proof: 100,
  order: 'presence-first' as const,
  reconnection: { first: 10, cap: 10, lasting: 10 },
}

/** A subject that only logs in; `session` is how that went. */
class Subject {
  readonly journal: Entry[] = []
  session: Promise<ClientSession> = Promise.reject(new Error('not begun'))
  readonly world: ClientWorld

  constructor() {
    this.session.catch(() => undefined)
    const begin = (trigger: ClientTrigger): Program => this.#begin(trigger)
    const recorder = { record: (entry: Entry) => void this.journal.push(entry) }
    const parts = { recorder, clock: systemClock, random: seededRandom('peer-world') }
    this.world = new ClientWorld({ bounds: BOUNDS, settings: SETTINGS, begin }, tcpNetwork, parts)
  }

  /** What the subject wrote, above TLS. */
  get written(): string {
    return this.journal.map((e) => (e.kind === 'received' ? e.data : '')).join('')
  }

  /** Why the login failed. */
  async failure(): Promise<string> {
    return await this.session.then(
      () => 'it logged in',
      (error: Error) => error.message,
    )
  }

  #begin({ jid, password, host, port, ca }: ClientTrigger): Program {
    this.session = openSession({
      jid,
      password,
      connect: () => connectTcp({ host: host ?? '', port: port ?? 0 }),
      clock: systemClock,
      random: seededRandom('subject'),
      trust: { ca, verify: 'full' },
      patience: 500,
    })
    this.session.catch(() => undefined)
    const stop = () =>
      this.session.then(async (session) => void (await session.close())).catch(() => undefined)
    return { ended: new Promise(() => undefined), stop }
  }
}

let subject = new Subject()
afterEach(async () => {
  await subject.world.dispose()
  subject = new Subject()
})

describe('a scripted server', () => {
  test('negotiates TLS, SCRAM and a resource, and journals what is above TLS', async () => {
    const { world } = subject
    expect(await world.online()).toBe('server/1')
    const session = await subject.session
    expect(session.jid.full).toBe(world.jid)
    expect(subject.journal.map((e) => e.kind)).toEqual(expect.arrayContaining(['accepted', 'secure']))
    expect(subject.written).toContain("mechanism='SCRAM-SHA-256'".replaceAll("'", '"'))
  })

  test.each<[Stage, Act, RegExp]>([
    ['header', seeOtherHost('127.0.0.1:1'), /see-other-host/],
    ['starttls', refuseTls, /refuses STARTTLS/],
    ['secured', seeOtherHost('127.0.0.1:1'), /see-other-host/],
    ['auth', refuseLogin('account-disabled'), /account-disabled/],
    ['authenticated', close, /closed the stream/],
    ['bind', fin, /ended the connection/],
    ['accepted', reset, /reset/i],
    ['header', silence, /500 ms/],
  ])('lets a script take over at the stage %s', async (stage, act, why) => {
    const { world } = subject
    const server = await world.server()
    server.plays({ at: { [stage]: act } })
    await world.begin()
    await server.stream()
    expect(await subject.failure()).toMatch(why)
  })

  test('redirects a session, and keeps what the subject says on the old stream', async () => {
    const { world } = subject
    await world.online()
    const session = await subject.session
    const ended = new Promise((resolve) => {
      session.listen({ stanza: () => undefined, ended: resolve })
    })
    seeOtherHost('[::1]:5222')(world.stream)
    expect(await ended).toMatchObject({ how: 'stream-error', condition: 'see-other-host' })
    expect(subject.written).toMatch(/<\/stream:stream>$/)
  })

  test.each([
    'expired',
    'of another name',
    'of an unknown authority',
  ] as const)('shows a certificate that is %s, and gets no credentials', async (kind) => {
    const { world } = subject
    const server = await world.server()
    const names = kind === 'of another name' ? ['other.example'] : [world.domain]
    const tls = await (kind === 'of an unknown authority'
      ? world.foreignCertificate({ names })
      : world.certificate({ names, validity: kind === 'expired' ? 'expired' : 'current' }))
    server.plays({ tls })
    await world.begin()
    expect(await subject.failure()).toMatch(/certificate|altname|self.signed|verify/i)
    expect(subject.written).not.toContain('<auth')
  })

  test('takes a wildcard certificate, and offers no TLS where it is told so', async () => {
    const { world } = subject
    const server = await world.server()
    server.plays({ tls: await world.certificate({ names: ['*.assay.localhost'] }) }, { tls: 'none' })
    await world.online()
    await subject.session
    await world.begin()
    expect(await subject.failure()).toMatch(/no STARTTLS/)
  })

  test('refuses connections once it is stopped', async () => {
    const { world } = subject
    const server = await world.server()
    server.stop()
    await world.begin()
    expect(await subject.failure()).toMatch(/connect/i)
  })

  test('answers for the account and the domain, and returns what nobody plays; a reaction overrides that', async () => {
    const { world } = subject
    await world.online()
    const session = await subject.session
    session.listen({ stanza: () => undefined, ended: () => undefined })
    const ask = (payload: ReturnType<typeof el>) => session.request({ type: 'get', payload, within: 1000 })
    expect((await ask(el('query', { xmlns: NS.roster }))).attrs.type).toBe('result')
    await expect(ask(el('unknown', { xmlns: 'urn:example' }))).rejects.toThrow('service-unavailable')
    world.on({ has: { name: 'query', ns: NS.roster } }, ({ attrs }) =>
      world.deliver(el('iq', { type: 'result', id: attrs.id }, el('mine', { xmlns: 'urn:example' }))),
    )
    expect((await ask(el('query', { xmlns: NS.roster }))).getChild('mine')).toBeDefined()
  })
})
