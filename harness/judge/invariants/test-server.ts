import { NS } from '../../wire/ns.js'
import type { Agenda, Draw } from './test-random.js'
import { bareOf, DELAY, ERROR, type Stanza } from './test-stanza.js'

/** What the model server sends to one client, through whatever lies between. */
export interface Downlink {
  push(stanza: Stanza | string): void
}

/** How a model server behaves where the specifications leave it the choice. */
export interface Manner {
  policy: 'one' | 'tied' | 'all'
  nobody: 'store' | 'error'
  /** Longest time that the effect of one stanza takes, ms. */
  work: number
  /** How long it keeps a broken session that can be resumed, ms. */
  kept: number
  /** Longest time until a break is noticed, ms. */
  notice: number
}

/** A bound resource as the model server sees it. */
export class Bound {
  status: 'connected' | 'available' | 'gone' = 'connected'
  priority = 0
  shown: Stanza | undefined
  readonly directed = new Set<string>()
  /** Stream management: what was sent and not acknowledged, and how many came. */
  unacknowledged: Stanza[] = []
  handled = 0
  acknowledged = 0
  link: Downlink | undefined
  busyUntil = 0
  resumedAt = 0
  resumptions = 0

  constructor(
    readonly jid: string,
    link: Downlink,
    readonly id: string | undefined,
  ) {
    this.link = link
  }

  get bare(): string {
    return bareOf(this.jid)
  }
}

/** A small server that does what RFC 6121 says, for legal histories; written without a look at any judge. */
export class ModelServer {
  readonly bound = new Map<string, Bound>()
  readonly stored = new Map<string, Stanza[]>()
  /** `observer contact`, bare JIDs. */
  readonly subscriptions = new Set<string>()
  readonly accounts = new Set<string>()
  /** Whether a planted fault has changed anything yet. */
  took = false

  constructor(
    readonly agenda: Agenda,
    readonly draw: Draw,
    readonly manner: Manner,
  ) {}

  bind(jid: string, link: Downlink, id?: string): Bound {
    const former = this.bound.get(jid)
    if (former !== undefined) this.end(former)
    const session = new Bound(jid, link, id)
    this.bound.set(jid, session)
    return session
  }

  /** Takes one stanza from a stream; stanzas of one stream take effect one after the other. */
  accept(session: Bound, stanza: Stanza): void {
    session.handled += 1
    session.busyUntil = Math.max(session.busyUntil, this.agenda.now) + this.draw.number(this.manner.work)
    this.agenda.at(session.busyUntil, () => {
      if (session.status !== 'gone') this.process(session, stanza)
    })
  }

  process(session: Bound, stanza: Stanza): void {
    const from = session.jid
    const stamped = { ...stanza, attrs: { ...stanza.attrs, from } }
    const { to, type } = stanza.attrs
    if (stanza.name === 'iq') this.request(session, stamped)
    else if (stanza.name === 'message') this.message(session, stamped)
    else if (type === 'subscribe' || type === 'subscribed') this.subscribe(session, stamped)
    else if (to !== undefined) this.direct(session, stamped)
    else if (type === 'unavailable') this.leave(session, stamped)
    else this.broadcast(session, stamped)
  }

  request(session: Bound, stanza: Stanza): void {
    const { to, id, from } = stanza.attrs
    if (to === undefined) this.send(session, { name: 'iq', attrs: { type: 'result', id, to: from } })
    else this.toFull(stanza, () => undefined)
  }

  message(session: Bound, stanza: Stanza): void {
    const { to = session.bare } = stanza.attrs
    if (to.includes('/')) this.toFull(stanza, () => this.bounce(session, stanza))
    else this.toBare(session, to, stanza)
  }

  toFull(stanza: Stanza, absent: () => void): void {
    const target = this.bound.get(stanza.attrs.to ?? '')
    if (target === undefined) absent()
    else this.send(target, stanza)
  }

  toBare(sender: Bound | undefined, account: string, stanza: Stanza): void {
    const { type } = stanza.attrs
    if (type === 'error') return
    const eligible = this.eligible(account)
    if (type === 'groupchat') this.bounce(sender, stanza)
    else if (type === 'headline') for (const session of eligible) this.send(session, stanza)
    else if (eligible.length > 0)
      for (const session of this.choose(eligible, stanza)) this.send(session, stanza)
    else this.undelivered(sender, account, stanza)
  }

  undelivered(sender: Bound | undefined, account: string, stanza: Stanza): void {
    if (this.manner.nobody === 'error') this.bounce(sender, stanza)
    else this.stored.set(account, [...(this.stored.get(account) ?? []), stanza])
  }

  eligible(account: string): Bound[] {
    return this.sessionsOf(account).filter((s) => s.status === 'available' && s.priority >= 0)
  }

  sessionsOf(account: string): Bound[] {
    return [...this.bound.values()].filter(({ bare }) => bare === account)
  }

  choose(eligible: Bound[], _: Stanza): Bound[] {
    const highest = Math.max(...eligible.map(({ priority }) => priority))
    const top = eligible.filter(({ priority }) => priority === highest)
    if (this.manner.policy === 'all') return eligible
    return this.manner.policy === 'tied' ? top : [this.draw.pick(top)]
  }

  bounce(sender: Bound | undefined, { attrs: { to, id, from }, mark, name }: Stanza): void {
    const error: Stanza = { name, attrs: { type: 'error', from: to, to: from, id }, inner: ERROR }
    if (sender !== undefined && name === 'message')
      this.send(sender, mark === undefined ? error : { ...error, mark })
  }

  subscribe(session: Bound, stanza: Stanza): void {
    const { to = '', type } = stanza.attrs
    if (type === 'subscribed') this.subscriptions.add(`${to} ${session.bare}`)
    const attrs = { ...stanza.attrs, from: session.bare }
    for (const target of this.sessionsOf(to))
      if (target.status === 'available') this.send(target, { ...stanza, attrs })
  }

  direct(session: Bound, stanza: Stanza): void {
    const { to = '', type } = stanza.attrs
    const targets = this.targetsOf(to)
    if (type === 'unavailable') session.directed.delete(to)
    else if (targets.length > 0) session.directed.add(to)
    for (const target of targets) this.send(target, stanza)
  }

  /** Who a presence for this address reaches (RFC 6121 8.5.2.1.2, 8.5.3.1). */
  targetsOf(to: string): Bound[] {
    if (!to.includes('/')) return this.sessionsOf(to).filter(({ status }) => status === 'available')
    const target = this.bound.get(to)
    return target === undefined ? [] : [target]
  }

  broadcast(session: Bound, stanza: Stanza): void {
    const isInitial = session.status !== 'available'
    const was = session.priority
    session.status = 'available'
    session.priority = stanza.priority ?? 0
    session.shown = stanza
    this.announce(session, stanza)
    this.send(session, this.forSelf(session, stanza))
    if (isInitial) this.introduce(session)
    if (session.priority >= 0 && (isInitial || was < 0)) this.flush(session)
  }

  forSelf(session: Bound, stanza: Stanza): Stanza {
    return { ...stanza, attrs: { ...stanza.attrs, to: session.jid } }
  }

  announce(session: Bound, stanza: Stanza): void {
    for (const observer of this.observers(session))
      this.send(observer, { ...stanza, attrs: { ...stanza.attrs, to: observer.jid } })
  }

  /** Siblings and subscribers that are available. */
  observers(session: Bound): Bound[] {
    return [...this.bound.values()].filter(
      (o) =>
        o !== session &&
        o.status === 'available' &&
        (o.bare === session.bare || this.subscriptions.has(`${o.bare} ${session.bare}`)),
    )
  }

  /** Who becomes available is shown who is. */
  introduce(session: Bound): void {
    for (const other of this.bound.values())
      if (other !== session && other.shown !== undefined && other.status === 'available')
        if (other.bare === session.bare || this.subscriptions.has(`${session.bare} ${other.bare}`))
          this.send(session, { ...other.shown, attrs: { ...other.shown.attrs, to: session.jid } })
  }

  flush(session: Bound): void {
    const stored = this.stored.get(session.bare) ?? []
    this.stored.delete(session.bare)
    for (const stanza of stored) this.send(session, this.delayed(stanza))
  }

  delayed(stanza: Stanza): Stanza {
    return { ...stanza, inner: `${stanza.inner ?? ''}${DELAY}` }
  }

  leave(session: Bound, stanza: Stanza): void {
    const wasAvailable = session.status === 'available'
    session.status = 'connected'
    session.shown = undefined
    this.tell(session, stanza, wasAvailable)
    this.forget(session)
  }

  /** Tells of the end of a presence session: siblings and subscribers where it was available, and who was directed to. */
  tell(session: Bound, stanza: Stanza, wasAvailable: boolean): void {
    const observers = wasAvailable ? this.observers(session) : []
    for (const observer of observers)
      this.send(observer, { ...stanza, attrs: { ...stanza.attrs, to: observer.jid } })
    for (const to of session.directed)
      for (const target of this.targetsOf(to))
        if (!observers.includes(target)) this.send(target, { ...stanza, attrs: { ...stanza.attrs, to } })
    session.directed.clear()
  }

  /** Who goes away is no target of directed presence any more (RFC 6121 4.6.1). */
  forget({ jid }: Bound): void {
    for (const other of this.bound.values()) other.directed.delete(jid)
  }

  /** The session is over: by its closing tag, or because the server noticed. */
  end(session: Bound): void {
    if (session.status === 'gone') return
    const wasAvailable = session.status === 'available'
    session.status = 'gone'
    session.link = undefined
    this.bound.delete(session.jid)
    this.tell(session, { name: 'presence', attrs: { type: 'unavailable', from: session.jid } }, wasAvailable)
    this.forget(session)
    this.handBack(session)
  }

  /** What the session had not acknowledged goes elsewhere (XEP-0198 section 4). */
  handBack(session: Bound): void {
    if (session.id === undefined) return
    for (const stanza of session.unacknowledged) {
      if (stanza.name !== 'message' || stanza.attrs.type === 'error') continue
      const sender = this.bound.get(stanza.attrs.from ?? '')
      const { to = session.bare, type } = stanza.attrs
      if (to.includes('/') || type === 'headline') this.bounce(sender, stanza)
      else this.toBare(sender, to, this.delayed(stanza))
    }
  }

  /** The link of the session broke, and the server has noticed. */
  broken(session: Bound): void {
    if (session.status === 'gone') return
    session.link = undefined
    if (session.id === undefined) this.end(session)
    else
      this.agenda.after(this.manner.kept, () => {
        if (session.link === undefined) this.end(session)
      })
  }

  /** Resumes a session (XEP-0198 section 5): returns how many stanzas came, or nothing if it is not kept. */
  resume(session: Bound, link: Downlink, h: number): number | undefined {
    if (session.status === 'gone') return undefined
    session.unacknowledged.splice(0, h - session.acknowledged)
    session.acknowledged = h
    session.link = link
    link.push(`<resumed xmlns='${NS.sm}' previd='${session.id}' h='${session.handled}'/>`)
    for (const stanza of session.unacknowledged) link.push(stanza)
    return session.handled
  }

  send(session: Bound, stanza: Stanza): void {
    if (session.id !== undefined) session.unacknowledged.push(stanza)
    session.link?.push(stanza)
  }
}
