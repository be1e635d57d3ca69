import type { Element } from 'ltx'
import type { AcceptedStream, ServerSurroundings } from '../actors/accepted-stream.js'
import { housekeeping } from '../actors/housekeeping.js'
import type { Account } from '../actors/login.js'
import { matchesPattern } from '../actors/match.js'
import { Node, type Script } from '../actors/node.js'
import { SERVER_MECHANISMS } from '../actors/sasl-server.js'
import type { Clock } from '../core/clock.js'
import { SubjectGone } from '../core/deadline.js'
import type { TlsIdentity } from '../core/link.js'
import type { Pattern } from '../core/pattern.js'
import { type Random, secureRandom } from '../core/random.js'
import type { Recorder } from '../journal/journal.js'
import type { Question } from '../judge/judges.js'
import { type Authority, type CertificateWish, makeAuthority, usualAuthority } from '../net/authority.js'
import type { Network } from '../net/network.js'
import type { PeerBounds, Program, Trigger } from '../subjects/program.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { walkEnd } from './walk-end.js'

/** What a world is made from. */
export interface WorldParts {
  recorder: Recorder
  clock: Clock
  random: Random
}

/** A reaction of the played side to a stanza of the subject. */
interface Reaction {
  to: Pattern
  act(stanza: Element): void
}

/** Somebody played, who may be the one a stanza is addressed to. */
type Party = (stanza: Element) => boolean

const HOST = '127.0.0.1'

/** Connections that a walk has at most before it counts as endless. */
const MOST = 16

/** What the worlds of clients and services under test share: the harness plays their server and everybody on it. */
export abstract class PeerWorld {
  /** The domain of the scripted server, of this scenario alone. */
  readonly domain: string
  /** The account that the subject is given. */
  readonly account: Account
  protected readonly around: ServerSurroundings
  protected readonly clock: Clock
  readonly random: Random
  readonly #recorder: Recorder
  readonly #network: Network
  readonly #nodes: Node[] = []
  /** Those that are not over. */
  readonly #programs = new Set<Program>()
  readonly #reactions: Reaction[] = []
  readonly #parties: Party[] = []
  #authority: Promise<Authority> | undefined
  #identity: Promise<TlsIdentity> | undefined
  #current: AcceptedStream | undefined
  #server: Promise<Node> | undefined
  #barriers = 0
  #change: () => void = () => undefined
  #waiting: (() => void)[] = []

  constructor(
    readonly bounds: PeerBounds,
    network: Network,
    { recorder, clock, random }: WorldParts,
  ) {
    this.#recorder = recorder
    this.#network = network
    this.clock = clock
    this.random = random
    this.around = { clock, random, bounds }
    const token = random.token(8)
    this.domain = `${token}.assay.localhost`
    this.account = { local: 'subject', domain: this.domain, password: random.token(16) }
  }

  /** Names what the script does next; shown when it stops there. */
  step(text: string): void {
    this.#recorder.record({ kind: 'step', text })
  }

  /** Asks a judge about what the journal will hold when the scenario is over. */
  check(requirement: string, { judge, args }: Question): void {
    this.#recorder.record({ kind: 'check', requirement, judge, args })
  }

  /** The host that the subject is told to connect to, `server` in the journal. */
  server(): Promise<Node> {
    this.#server ??= this.node('server')
    return this.#server
  }

  /** Another host of the scripted server, with an endpoint of its own; on it the same account, unless scripted. */
  async node(name: string, script: Script = {}, host = HOST, port = 0): Promise<Node> {
    const usual = {
      account: this.account,
      tls: await this.#ofDomain(),
      tlsStart: 'starttls' as const,
      mechanisms: SERVER_MECHANISMS,
      resource: (asked: string | undefined) => asked ?? this.random.token(8),
      at: {},
    }
    const node = await Node.listen(name, { host, port }, this.#network, usual, {
      recorder: this.#recorder,
      around: this.around,
      accepted: () => this.#change(),
      online: (stream) => {
        this.#current = stream
        this.#change()
        for (const tell of this.#waiting.splice(0)) tell()
      },
      stanza: (stream, element) => this.#receive(stream, element),
    })
    this.#nodes.push(node)
    return node.always(script)
  }

  /** An address of this machine that nobody else uses, so that registered ports are free there. */
  loopback(): string {
    const [a, b, c] = secureRandom.bytes(3)
    return `127.${16 + (a! % 224)}.${b}.${1 + (c! % 254)}`
  }

  /** Waits until the subject has its next session, or is over; `neither` when nothing of it comes within `ms`. */
  next(ms: number = this.bounds.login): Promise<'session' | 'over' | 'neither'> {
    return new Promise((resolve) => {
      const timer = this.clock.after(ms, () => resolve('neither'))
      const come = (what: 'session' | 'over') => {
        timer.cancel()
        resolve(what)
      }
      this.#waiting.push(() => come('session'))
      for (const { ended } of this.#programs) void ended.then(() => come('over'))
    })
  }

  /** A certificate of the authority that the subject trusts. */
  async certificate(wish: CertificateWish): Promise<TlsIdentity> {
    return (await this.#trusted()).issue(wish)
  }

  /** A certificate of an authority that the subject does not know. */
  async foreignCertificate(wish: CertificateWish): Promise<TlsIdentity> {
    return (await makeAuthority('Unknown', this.clock)).issue(wish)
  }

  /** The stream on which the subject has a resource now. @throws SubjectGone when it has none */
  get stream(): AcceptedStream {
    if (this.#current === undefined) throw new SubjectGone('The subject has no session yet.')
    return this.#current
  }

  /** The subject's full JID now. */
  get jid(): string {
    return this.stream.jid ?? ''
  }

  /** From now on `act` is what happens to stanzas of the subject meant by `to`, in place of anything else. */
  on(to: Pattern, act: (stanza: Element) => void): void {
    this.#reactions.unshift({ to, act })
  }

  /** Writes stanzas to the subject, as one piece of data. */
  deliver = (...stanzas: Element[]): void => this.stream.send(...stanzas)

  /**
   * Pings the subject from its server, and waits for any answer: it has then processed all that was written before
   * (RFC 6120 10.1). Returns the IQ's id, also when no answer came in time.
   */
  async barrier(): Promise<string> {
    const id = `barrier-${++this.#barriers}`
    const { stream } = this
    stream.send(
      el('iq', { type: 'get', id, from: this.domain, to: this.jid }, el('ping', { xmlns: NS.ping })),
    )
    await stream.receive({ name: 'iq', attrs: { id } })
    return id
  }

  /**
   * Lets `ms` pass, where the profile or a setting of the subject says that something is over by then; less when
   * the subject ends its stream.
   */
  elapse(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.clock.after(ms, resolve)
      this.stream.connection.onEnded(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  /** An XMPP date-time (XEP-0082): `ms` ago, or ahead where that is negative. */
  stamp(ms: number): string {
    return new Date(this.clock.wall() - ms).toISOString()
  }

  /**
   * Waits for the end of where redirects lead the subject: a session, whose barrier's id is returned, or the end
   * of its program, more than `most` connections, or the bound for redirects; and for that of closed streams.
   */
  walked(program: Program, most = MOST): Promise<string | undefined> {
    const streams = () => this.#nodes.flatMap((node) => node.streams)
    const onChange = (listener: () => void) => {
      this.#change = listener
    }
    const walk = { streams, onChange, session: () => this.#current, barrier: () => this.barrier() }
    return walkEnd(walk, program, { most, within: this.bounds.redirect }, this.clock)
  }

  /** Tells the subject to leave for good; resolves when it has. */
  async leave(): Promise<void> {
    await Promise.all([...this.#programs].map((program) => program.stop()))
  }

  /** Ends the program and everything else that the scenario left open. */
  async dispose(): Promise<void> {
    for (const node of this.#nodes) node.stop()
    const streams = this.#nodes.flatMap((node) => node.streams)
    await Promise.all([
      this.leave(),
      ...streams.map(({ connection }) => connection.discard(this.clock, 1000)),
    ])
  }

  /** What the authority's certificate says, for the trigger. */
  protected async ca(): Promise<string> {
    return (await this.#trusted()).certificate
  }

  /** Whoever is played gets the stanzas that are addressed to them. */
  protected play(party: Party): void {
    this.#parties.push(party)
  }

  /** Journals a program that is started, with what the DNS is to say to it and what it says. */
  protected started(
    { zone }: Pick<Trigger, 'zone'>,
    begin: (log: (line: string) => void) => Program,
  ): Program {
    if (Object.keys(zone).length > 0) this.#recorder.record({ kind: 'zone', zone })
    const program = begin((text) => this.#recorder.record({ kind: 'log', text }))
    this.#programs.add(program)
    void program.ended.then((text) => {
      this.#programs.delete(program)
      this.#recorder.record({ kind: 'log', text: `ended: ${text}` })
    })
    return program
  }

  #ofDomain(): Promise<TlsIdentity> {
    this.#identity ??= this.certificate({ names: [this.domain] })
    return this.#identity
  }

  #trusted(): Promise<Authority> {
    this.#authority ??= usualAuthority(this.clock)
    return this.#authority
  }

  #receive(stream: AcceptedStream, stanza: Element): void {
    const reaction = this.#reactions.find(({ to }) => matchesPattern(stanza, to))
    // A server stamps the sender's address on what it delivers (RFC 6120 8.1.2.1).
    stanza.attrs.from = stream.jid
    if (reaction !== undefined) {
      reaction.act(stanza)
      return
    }
    if (this.#parties.some((party) => party(stanza))) return
    const answers = housekeeping(stanza, stream.jid ?? '')
    if (answers.length > 0) stream.send(...answers)
  }
}
