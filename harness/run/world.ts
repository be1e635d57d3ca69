import { ClientActor } from '../actors/client.js'
import { ComponentActor } from '../actors/component.js'
import { type Account, login } from '../actors/login.js'
import { type Carried, ManagedClient } from '../actors/managed-client.js'
import { RawActor } from '../actors/raw.js'
import { authenticate, bind } from '../actors/raw-login.js'
import type { NodeNumber, Orders, Verb } from '../core/admin.js'
import type { SessionEnd } from '../core/behaviour.js'
import type { Clock } from '../core/clock.js'
import { Inapplicable, NotSeen, withDeadline } from '../core/deadline.js'
import type { Endpoint } from '../core/link.js'
import type { Random } from '../core/random.js'
import type { Recorder } from '../journal/journal.js'
import type { Question } from '../judge/judges.js'
import type { Anchor } from '../judge/window.js'
import type { ComponentPort, Subject } from '../subjects/subject.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { Connections } from './connections.js'
import { Disturbed, orderBound } from './disturbed.js'
import { endSession } from './end.js'
import { requireProbes } from './probe-carriage.js'
import { Proxies } from './proxies.js'

/** How an instance or client starts. */
export interface Start {
  /** Name in the journal; a second start under the same name is its next epoch. */
  as: string
  /** Resource to ask for; without it the server chooses. */
  resource?: string
  /** Priority of the initial presence; without it the resource stays merely connected. */
  priority?: number
  /** The node to connect to, where the scenario needs nodes; without it the subject chooses. */
  node?: NodeNumber
}

/** What a scenario can do: the subject's accounts, actors on them, steps, and questions to the judges. */
export class World {
  readonly subject: Subject
  readonly random: Random
  /** Fault proxies before connections; there are none until the scenario places some. */
  readonly proxies: Proxies
  readonly #recorder: Recorder
  readonly #clock: Clock
  readonly #token: string
  readonly #connections: Connections
  readonly #actors: ClientActor[] = []
  readonly #accounts: Account[] = []
  readonly #componentDomains: string[] = []
  #marks = 0
  readonly #disturbed: Disturbed

  constructor(subject: Subject, recorder: Recorder, clock: Clock, random: Random) {
    this.subject = subject
    this.random = random
    this.#recorder = recorder
    this.#clock = clock
    this.#token = random.token(8)
    this.proxies = new Proxies(subject, recorder, clock)
    this.#connections = new Connections(subject, recorder, clock, this.proxies)
    this.#disturbed = new Disturbed(subject)
  }

  /** A new mark; unique in the run, and not to be guessed by another scenario's subject. */
  mark = (): string => `${this.#token}-${++this.#marks}`

  /** Names what the script does next; shown when it stops there. */
  step(text: string): void {
    this.#recorder.record({ kind: 'step', text })
  }

  /** Asks a judge about what the journal will hold when the scenario is over. */
  check(requirement: string, { judge, args }: Question): void {
    this.#recorder.record({ kind: 'check', requirement, judge, args })
  }

  /** An account of the subject that no other scenario uses meanwhile; every node of the subject knows it. */
  async account(name: string): Promise<Account> {
    const account = await this.subject.accounts.take(`${name}-${this.#token}`)
    this.#accounts.push(account)
    await this.#spread()
    this.#recorder.record({ kind: 'account', jid: `${account.local}@${account.domain}`, state: 'made' })
    return account
  }

  /** A bare JID of the subject's domain that has no account. */
  nobody(): string {
    const jid = `nobody-${this.#token}-${++this.#marks}@${this.subject.domain}`
    this.#recorder.record({ kind: 'account', jid, state: 'absent' })
    return jid
  }

  /** Logs in to `account`; with a priority, sends initial presence and waits until it has been processed. */
  async start(account: Account, { as, resource, priority, node }: Start): Promise<ClientActor> {
    const { bounds, security } = this.subject
    const at = node === undefined ? undefined : this.node(node)
    const connection = await this.#connections.openForStream(as, at)
    const timing = { clock: this.#clock, ms: bounds.login }
    const xmpp = await login(connection, account, resource, security, timing, this.random)
    const actor = new ClientActor(xmpp, account, connection, { clock: this.#clock, bounds, mark: this.mark })
    this.#keep(actor)
    if (priority !== undefined) {
      actor.presence({ priority })
      await actor.barrier()
    } else await this.#spread()
    return actor
  }

  /** Starts a resource of `account` for each part, one after the other, as `instance-1`, `instance-2` … */
  async startAll(
    account: Account,
    resources: readonly { name: string; status: number | 'connected' }[],
  ): Promise<ClientActor[]> {
    const instances: ClientActor[] = []
    for (const [index, { name, status }] of resources.entries())
      instances.push(
        await this.start(account, {
          as: `instance-${index + 1}`,
          resource: name,
          ...(status === 'connected' ? {} : { priority: status }),
        }),
      )
    return instances
  }

  /**
   * Lets `observer` see the presence of `contact`'s account (RFC 6121 3.1). Both must be available. Both ask for
   * their rosters first, because a request and its approval go to interested resources only (3.1.3, 3.1.6).
   * @throws NotSeen when the subject does not carry the request or its approval
   */
  async subscribe(observer: ClientActor, contact: ClientActor): Promise<void> {
    for (const actor of [observer, contact]) {
      actor.iq({ type: 'get', payload: [el('query', { xmlns: NS.roster })] })
      await actor.barrier()
    }
    observer.presence({ to: contact.bare, type: 'subscribe' })
    await contact.expect('the subscription request', {
      name: 'presence',
      attrs: { type: 'subscribe', from: observer.bare },
    })
    contact.presence({ to: observer.bare, type: 'subscribed' })
    await observer.expect('the approval of its subscription', {
      name: 'presence',
      attrs: { type: 'subscribed', from: contact.bare },
    })
    await contact.barrier()
    await observer.barrier()
  }

  /** Gives up the latest connection under the name `as`, as a client does that has waited long enough. */
  leave(as: string): void {
    this.#connections.leave(as)
  }

  /** A connection on which any bytes can be written; inside TLS when the subject's streams are. */
  async raw(as: string): Promise<RawActor> {
    return new RawActor(await this.#connections.openForStream(as), this.#clock, this.random)
  }

  /** A connection on which any bytes can be written, in clear as it was made. */
  async clear(as: string): Promise<RawActor> {
    return new RawActor(await this.#connections.open(as), this.#clock, this.random)
  }

  /**
   * Like {@link raw}, and authenticated as `account`; no resource is bound.
   * @throws NotSeen, SubjectGone
   */
  async authenticated(account: Account, as: string): Promise<RawActor> {
    const raw = await this.raw(as)
    await authenticate(raw, account, this.subject.bounds.login)
    return raw
  }

  /**
   * Like {@link authenticated}, and with a resource bound that the server chose; `jid` is its full JID.
   * @throws NotSeen, SubjectGone
   */
  async bound(account: Account, as: string): Promise<{ raw: RawActor; jid: string }> {
    const raw = await this.authenticated(account, as)
    return { raw, jid: await bind(raw, undefined, this.subject.bounds.login) }
  }

  /** Where clients connect to a node of the subject. The scenario has to need nodes. */
  node(number: NodeNumber): Endpoint {
    const endpoint = this.subject.nodes?.endpoints[number - 1]
    if (endpoint === undefined)
      throw new Error(`The subject has no node ${number}, or the scenario needs none.`)
    return endpoint
  }

  /**
   * Orders something of the subject from outside XMPP; what disturbs all is undone when the scenario is over. The
   * scenario has to need the verb.
   */
  async order<V extends Verb>(verb: V, order: Orders[V]): Promise<void> {
    const carryOut = this.subject.admin?.[verb]
    if (carryOut === undefined) throw new Error(`The scenario does not need the admin verb "${verb}".`)
    this.#recorder.record({ kind: 'ordered', verb, order })
    this.#disturbed.note(verb, order)
    await withDeadline(carryOut(order), orderBound(this.subject), this.#clock, `the order to ${verb}`)
    this.#recorder.record({ kind: 'carried-out', verb, order })
  }

  /** Ends the session of `actor`, and returns the instant from which the subject can know. */
  end(actor: ClientActor, how: SessionEnd): Promise<Anchor> {
    return endSession(this, actor, how)
  }

  /** A domain set up for external components (XEP-0114) that no other scenario uses meanwhile. */
  async componentDomain(): Promise<string> {
    const domain = await this.#componentPort.domains.take()
    this.#componentDomains.push(domain)
    return domain
  }

  /** Connects as the external component of `domain`; its stream is still to be opened. */
  async component(as: string, domain: string): Promise<ComponentActor> {
    const { endpoint, secret } = this.#componentPort
    const connection = await this.#connections.open(as, endpoint)
    const around = { clock: this.#clock, bounds: this.subject.bounds, mark: this.mark }
    return new ComponentActor(connection, { domain, secret, server: this.subject.domain }, around)
  }

  get #componentPort(): ComponentPort {
    const { component } = this.subject
    if (component === undefined) throw new Error('The scenario does not say that it needs a component.')
    return component
  }

  /**
   * Logs in to `account` as a client that answers no request but pings by itself; a resource is bound, nothing else.
   * @throws NotSeen, SubjectGone
   */
  async unmanaged(account: Account, { as, resource }: Start): Promise<ManagedClient> {
    const raw = await this.authenticated(account, as)
    const jid = await bind(raw, resource, this.subject.bounds.login)
    return this.#managed(raw, jid, account)
  }

  /**
   * Logs in to `account` where stream management can be enabled (XEP-0198 3): a resource is bound, nothing else.
   * @throws Inapplicable when the server does not offer it
   */
  async manageable(account: Account, { as, resource }: Start): Promise<ManagedClient> {
    const raw = await this.#offered(account, as)
    const jid = await bind(raw, resource, this.subject.bounds.login)
    return this.#managed(raw, jid, account)
  }

  /**
   * Logs in to `account` and enables stream management with resumption; with a priority, sends initial presence
   * and waits until it has been processed.
   * @throws Inapplicable when the server does not offer it
   */
  async resumable(account: Account, start: Start): Promise<ManagedClient> {
    const actor = await this.manageable(account, start)
    await actor.manage('resumable')
    if (start.priority !== undefined) {
      actor.presence({ priority: start.priority })
      await actor.barrier()
    }
    return actor
  }

  /** A client of `account` on an authenticated stream without a resource: it can ask for any resumption. */
  async unbound(account: Account, as: string, jid: string, carried?: Carried): Promise<ManagedClient> {
    return this.#managed(await this.#offered(account, as), jid, account, carried)
  }

  /**
   * Resumes the session of `former` on a new stream, under the name in the journal that it had (XEP-0198 5).
   * @param h how many stanzas it says it has handled
   * @throws NotSeen when the server does not resume it
   */
  async resume(former: ManagedClient, h: number = former.received): Promise<ManagedClient> {
    const { account, jid, id, carried } = former
    const actor = await this.unbound(account, id.slice(0, id.lastIndexOf('/')), jid, carried)
    const answer = await actor.resume(carried.id, h)
    if (answer?.is('resumed', NS.sm)) return actor
    throw new NotSeen(`${actor.id} waited for <resumed/>, but got ${answer?.toString() ?? 'no answer'}.`)
  }

  /**
   * How long a lost session is kept at most, ms.
   * @throws Inapplicable when the manifest of the subject does not say
   */
  get kept(): number {
    if (this.subject.kept !== undefined) return this.subject.kept
    throw new Inapplicable(
      'The manifest of the subject does not say how long it keeps a lost session ("kept").',
    )
  }

  /** Within how long the subject notices that a client hangs, ms. The scenario has to need it. */
  get silence(): number {
    if (this.subject.silence === undefined)
      throw new Error('The scenario does not say that it needs silence.')
    return this.subject.silence
  }

  /** Waits `ms` milliseconds, for what the subject does by itself when a time is over. */
  async elapse(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#clock.after(ms, resolve)
    })
  }

  /** Where the subject has several nodes: waits until all of them know what one has processed. */
  async #spread(): Promise<void> {
    const { lag } = this.subject.bounds
    if (lag !== undefined) await this.elapse(lag)
  }

  /**
   * Asks the server for its features (XEP-0030 3.1).
   * @throws Inapplicable when `feature` is not among them; NotSeen without an answer
   */
  async requires(client: ClientActor, feature: string): Promise<void> {
    const { domain } = this.subject
    const id = client.iq({ to: domain, type: 'get', payload: [el('query', { xmlns: NS.discoInfo })] })
    const answer = await client.expect('the features of the server', { name: 'iq', attrs: { id } })
    const listed = answer.getChild('query', NS.discoInfo)?.getChildren('feature') ?? []
    if (!listed.some(({ attrs }) => attrs.var === feature))
      throw new Inapplicable(`The server does not offer ${feature} (XEP-0030 disco#info of ${domain}).`)
  }

  /**
   * Finds out whether the server carries presence probes that `client` sends.
   * @throws Inapplicable when it does not
   */
  requiresProbes(client: ClientActor): Promise<void> {
    return requireProbes(this, client)
  }

  /**
   * Ends everything the scenario left open, undoes what disturbs others, and gives its accounts back.
   * @throws Error when something can't be undone
   */
  async dispose(): Promise<void> {
    for (const actor of this.#actors) actor.dispose()
    this.proxies.heal()
    await this.#connections.discard()
    this.proxies.close()
    for (const account of this.#accounts) this.subject.accounts.giveBack(account)
    for (const domain of this.#componentDomains) this.#componentPort.domains.giveBack(domain)
    await this.#disturbed.undo(this.#clock)
  }

  /** A stream on which stream management is offered. */
  async #offered(account: Account, as: string): Promise<RawActor> {
    const raw = await this.raw(as)
    const features = await authenticate(raw, account, this.subject.bounds.login)
    if (features.getChild('sm', NS.sm) !== undefined) return raw
    throw new Inapplicable('The server does not offer stream management (no urn:xmpp:sm:3 in its features).')
  }

  #managed(raw: RawActor, jid: string, account: Account, carried?: Carried): ManagedClient {
    const around = { clock: this.#clock, bounds: this.subject.bounds, mark: this.mark }
    const actor = new ManagedClient(raw, jid, account, around, carried)
    this.#keep(actor)
    return actor
  }

  #keep(actor: ClientActor): void {
    this.#actors.push(actor)
    if (this.subject.signs !== undefined) actor.showSigns(this.subject.signs)
  }
}
