import { NS } from '../../wire/ns.js'
import type { Agenda, Draw } from './test-random.js'
import type { Bound, Downlink, ModelServer } from './test-server.js'
import { bareOf, type Stanza, xmlOf } from './test-stanza.js'
import type { Tape } from './test-tape.js'

/** What all actors of a model run share. */
export interface Stage {
  agenda: Agenda
  draw: Draw
  tape: Tape
  server: ModelServer
  /** Longest way of one stanza, ms. */
  latency: number
  /** Until when nothing passes any link. */
  stalledUntil: number
  mark(): string
}

/** A link between an actor and the model server: each direction keeps its order, neither is in a hurry. */
class Wire implements Downlink {
  #up = 0
  #down = 0
  /** From then on nothing of what is under way passes any more. */
  cutUp = Infinity
  cutDown = Infinity

  constructor(
    readonly stage: Stage,
    readonly read: (data: Stanza | string) => void,
  ) {}

  /** Carries something to the server. */
  pull(arrived: () => void): void {
    const at = this.#arrival(this.#up)
    this.#up = at
    this.stage.agenda.at(at, () => {
      if (at < this.cutUp) arrived()
    })
  }

  push(stanza: Stanza | string): void {
    const at = this.#arrival(this.#down)
    this.#down = at
    this.stage.agenda.at(at, () => {
      if (at < this.cutDown) this.read(stanza)
    })
  }

  #arrival(last: number): number {
    const { agenda, draw, latency, stalledUntil } = this.stage
    return Math.max(last, agenda.now + 0.1 + draw.number(latency), stalledUntil)
  }
}

/** A client or instance that the harness plays: what it writes and reads is on the tape. */
export class Actor {
  #epoch = 0
  #wire: Wire | undefined
  #session: Bound | undefined
  #ready = false
  #silent: (() => void)[] | undefined
  #handled = 0
  #counting = false
  #sent: Stanza[] = []
  #answered = new Set<string>()
  /** A session that broke and may be resumed. */
  #kept: Bound | undefined
  answersCarbons = false

  constructor(
    readonly stage: Stage,
    readonly name: string,
    readonly jid: string,
    readonly resumable: boolean,
  ) {}

  get isReady(): boolean {
    return this.#ready && this.#silent === undefined
  }

  get isGone(): boolean {
    return this.#wire === undefined
  }

  get canResume(): boolean {
    return this.#kept !== undefined && this.#wire === undefined
  }

  get conn(): string {
    return `${this.name}/${this.#epoch}`
  }

  get #tape(): Tape {
    this.stage.tape.now = this.stage.agenda.now
    return this.stage.tape
  }

  /** Connects and binds; `then` is done when the session is there. */
  start(then: () => void): void {
    this.#open()
    this.#kept = undefined
    this.#sent = []
    const wire = this.#wire as Wire
    this.#tape.sent(this.conn, `<iq type='set' id='b'><bind xmlns='${NS.bind}'/></iq>`)
    wire.pull(() => {
      const id = this.resumable ? `sm-${this.conn}` : undefined
      this.#session = this.stage.server.bind(this.jid, wire, undefined)
      const bound = `<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${this.jid}</jid></bind></iq>`
      wire.push(bound)
      const session = this.#session
      if (id === undefined) this.#onRead = () => this.#begin(then)
      else this.#onRead = () => this.#enable(session, id, then)
    })
  }

  #onRead: (() => void) | undefined

  #enable(session: Bound, id: string, then: () => void): void {
    const wire = this.#wire as Wire
    this.#counting = true
    this.#handled = 0
    this.#tape.sent(this.conn, `<enable xmlns='${NS.sm}' resume='true'/>`)
    wire.pull(() => {
      Object.assign(session, { id, handled: 0, acknowledged: 0, unacknowledged: [] })
      this.#onRead = () => {
        this.#handled = 0
        this.#begin(then)
      }
      wire.push(`<enabled xmlns='${NS.sm}' resume='true' id='${id}'/>`)
    })
  }

  #begin(then: () => void): void {
    this.#ready = true
    then()
  }

  #open(): void {
    this.#epoch += 1
    this.#ready = false
    this.#counting = false
    this.#tape.open(this.conn)
    const wire: Wire = new Wire(this.stage, (data) => {
      if (this.#wire !== wire) return
      if (this.#silent === undefined) this.#read(data)
      else this.#silent.push(() => this.#read(data))
    })
    this.#wire = wire
  }

  send(...stanzas: Stanza[]): void {
    this.#tape.sent(this.conn, stanzas.map(xmlOf).join(''))
    for (const stanza of stanzas) this.#carry(stanza)
    if (this.#counting) this.#sent.push(...stanzas)
  }

  #carry(stanza: Stanza): void {
    const session = this.#session
    if (session !== undefined) this.#wire?.pull(() => this.stage.server.accept(session, stanza))
  }

  barrier(): Stanza {
    return { name: 'iq', attrs: { type: 'get', id: this.stage.mark() }, inner: `<ping xmlns='${NS.ping}'/>` }
  }

  #read(data: Stanza | string): void {
    if (typeof data === 'string') {
      this.#tape.received(this.conn, data)
      const next = this.#onRead
      this.#onRead = undefined
      next?.()
      return
    }
    this.#tape.received(this.conn, xmlOf(data))
    this.#handled += 1
    this.#react(data)
  }

  #react({ name, attrs: { from = '', id, type }, echo, inner = '' }: Stanza): void {
    if (!this.#ready || type === 'error') return
    if (name === 'presence' && type === 'subscribe')
      this.send({ name: 'presence', attrs: { to: from, type: 'subscribed' }, mark: this.stage.mark() })
    if (name !== 'message') return
    const answer = (parts: Partial<Stanza>, to: string, of = id) => {
      if (this.#answered.has(`${to} ${of}`)) return
      this.#answered.add(`${to} ${of}`)
      this.send({ name: 'message', attrs: { to, id: of }, mark: this.stage.mark(), ...parts })
    }
    if (echo === 'ping') answer({ echo: 'pong' }, from)
    if (inner.includes('<request')) answer({ inner: `<response xmlns='x'/>` }, from)
    const carbon = this.answersCarbons ? /<message [^>]*from='([^']*)'[^>]* id='([^']*)'/u.exec(inner) : null
    if (carbon !== null) answer({ echo: 'pong' }, carbon[1] as string, carbon[2])
  }

  /** Ends the stream with a closing tag. */
  close(): void {
    const [session, wire] = [this.#session, this.#wire as Wire]
    this.#tape.sent(this.conn, '</stream:stream>')
    this.#ready = false
    const finish = () => {
      this.#tape.ended(this.conn, 'harness', 'fin')
      this.#wire = undefined
    }
    wire.pull(() => {
      if (session === undefined) return
      const { agenda, server } = this.stage
      agenda.at(session.busyUntil, () => {
        if (this.#wire === wire) this.#onRead = finish
        wire.push('</stream:stream>')
        server.end(session)
      })
    })
  }

  /** Ends the connection without a word; what is under way arrives before FIN, and is cut off by RST. */
  cut(how: 'fin' | 'reset'): void {
    const { agenda, draw, server } = this.stage
    const [session, wire] = [this.#session, this.#wire as Wire]
    this.#tape.ended(this.conn, 'harness', how)
    this.#wire = undefined
    this.#ready = false
    this.#silent = undefined
    wire.cutDown = agenda.now
    if (session === undefined) return
    this.#kept = session.id === undefined ? undefined : session
    const notice = draw.number(server.manner.notice)
    if (how === 'reset') wire.cutUp = agenda.now + draw.number(notice)
    const noticed = () => {
      if (session.link === wire) server.broken(session)
    }
    if (how === 'fin') wire.pull(() => agenda.at(Math.max(session.busyUntil, agenda.now), noticed))
    else agenda.after(notice, noticed)
  }

  /** An administrator ends the session. */
  kick(): void {
    const [session, wire] = [this.#session, this.#wire as Wire]
    if (session === undefined || session.status === 'gone') return
    this.#tape.add({ kind: 'ordered', verb: 'kill-session', order: { jid: this.jid } })
    this.#ready = false
    this.#onRead = () => {
      this.#tape.sent(this.conn, '</stream:stream>')
      this.#tape.ended(this.conn, 'harness', 'fin')
      this.#wire = undefined
    }
    this.stage.server.end(session)
    wire.push('</stream:stream>')
  }

  silence(): void {
    this.#silent = []
    this.#tape.add({ kind: 'silent', conn: this.conn })
  }

  awake(): void {
    const waiting = this.#silent ?? []
    this.#silent = undefined
    this.#tape.add({ kind: 'awake', conn: this.conn })
    for (const read of waiting) read()
  }

  get isSilent(): boolean {
    return this.#silent !== undefined
  }

  /** Resumes the session that broke; where it is not kept any more, nothing comes of it. */
  resume(): void {
    const session = this.#kept as Bound
    this.#kept = undefined
    const h = this.#handled
    this.#open()
    const wire = this.#wire as Wire
    this.#tape.sent(this.conn, `<resume xmlns='${NS.sm}' previd='${session.id}' h='${h}'/>`)
    wire.pull(() => {
      this.#onRead = () => {
        this.#ready = true
        this.#counting = true
        const again = this.#sent.slice(session.resumedAt)
        if (again.length > 0) this.#tape.sent(this.conn, again.map(xmlOf).join(''))
        for (const stanza of again) this.#carry(stanza)
      }
      const handled = this.stage.server.resume(session, wire, h)
      if (handled !== undefined) session.resumedAt = handled
      else {
        this.#onRead = () => undefined
        wire.push(`<failed xmlns='${NS.sm}'/>`)
      }
    })
  }
}

/** The account of a JID. */
export const accountOf = (actor: Actor): string => bareOf(actor.jid)
