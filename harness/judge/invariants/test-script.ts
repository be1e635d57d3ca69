import { NS } from '../../wire/ns.js'
import { DELAY, ERROR, type Stanza, xmlOf } from './test-stanza.js'
import { Tape } from './test-tape.js'

export const SERVICE = 'svc@x'

/** Long behind every bound of {@link BOUNDS} and of the recorded histories, ms. */
export const LONG = 5000

/** A history written by hand, step by step. Connections are called by the actor's name; their epochs count up. */
export class Script {
  readonly tape = new Tape()
  readonly #epochs = new Map<string, number>()
  readonly #jids = new Map<string, string>()
  readonly #sent = new Map<string, Stanza>()
  #barriers = 0

  constructor() {
    this.tape.add({ kind: 'scope-start', scenario: 's', proves: [], phase: 'only' })
  }

  conn = (name: string) => `${name}/${this.#epochs.get(name)}`

  #step(act: () => void): this {
    this.tape.now += 1
    act()
    return this
  }

  wait(ms = LONG): this {
    this.tape.now += ms
    return this
  }

  #open(name: string): void {
    this.#epochs.set(name, (this.#epochs.get(name) ?? 0) + 1)
    this.tape.open(this.conn(name))
  }

  /** Connects and binds `jid`. */
  bind(name: string, jid: string): this {
    this.#open(name)
    this.#jids.set(name, jid)
    this.tape.sent(this.conn(name), `<iq type='set' id='b'><bind xmlns='${NS.bind}'/></iq>`)
    const bind = `<bind xmlns='${NS.bind}'><jid>${jid}</jid></bind>`
    return this.reads(name, `<iq type='result' id='b'>${bind}</iq>`)
  }

  reads(name: string, xml: string): this {
    return this.#step(() => this.tape.received(this.conn(name), xml))
  }

  sends(name: string, stanza: Stanza | string): this {
    if (typeof stanza !== 'string' && stanza.mark !== undefined)
      this.#sent.set(stanza.mark, { ...stanza, attrs: { ...stanza.attrs, from: this.#jids.get(name) } })
    return this.#step(() =>
      this.tape.sent(this.conn(name), typeof stanza === 'string' ? stanza : xmlOf(stanza)),
    )
  }

  /** An answered request: a barrier. */
  asks(...names: string[]): this {
    for (const name of names) {
      const id = `i${++this.#barriers}`
      this.sends(name, `<iq type='get' id='${id}'><ping xmlns='${NS.ping}'/></iq>`)
      this.reads(name, `<iq type='result' id='${id}'/>`)
    }
    return this
  }

  /** Broadcast presence, not proven yet. */
  says(name: string, priority: number | 'off', mark = `${name}${priority}`): this {
    const parts = priority === 'off' ? { attrs: { type: 'unavailable' } } : { attrs: {}, priority }
    return this.sends(name, { name: 'presence', mark, ...parts })
  }

  /** Broadcast presence, reflected and proven. */
  is(name: string, priority: number, mark = `${name}${priority}`): this {
    return this.says(name, priority, mark).got(name, mark).asks(name)
  }

  /** A message, to the service if nobody else is named. */
  message(
    name: string,
    mark: string,
    parts: { to?: string; type?: string; echo?: 'ping' | 'pong'; id?: string; inner?: string } = {},
  ): this {
    const { to = SERVICE, type, id = mark, ...rest } = parts
    return this.sends(name, {
      name: 'message',
      attrs: { to, ...(type === undefined ? {} : { type }), id },
      mark,
      ...rest,
    })
  }

  /** Directed presence. */
  directs(name: string, to: string, mark: string, type?: 'unavailable'): this {
    return this.sends(name, {
      name: 'presence',
      attrs: { to, ...(type === undefined ? {} : { type }) },
      mark,
    })
  }

  /** Reads what was sent with `mark`, as sent but for what is changed. */
  got(name: string, mark: string, change: Partial<Stanza> = {}): this {
    const sent = this.#sent.get(mark) as Stanza
    return this.reads(name, xmlOf({ ...sent, ...change, attrs: { ...sent.attrs, ...change.attrs } }))
  }

  /** Reads a stored copy. */
  gotStored(name: string, mark: string): this {
    return this.got(name, mark, { inner: DELAY })
  }

  /** Reads the server's error for a message. */
  returned(name: string, mark: string): this {
    const { attrs } = this.#sent.get(mark) as Stanza
    return this.reads(name, `<message type='error' from='${attrs.to}' id='${attrs.id}'>${ERROR}</message>`)
  }

  /** Reads unavailable from a full JID. */
  told(name: string, from: string): this {
    return this.reads(name, `<presence type='unavailable' from='${from}'/>`)
  }

  /** The connection is broken by the harness. */
  reset(name: string): this {
    return this.#step(() => this.tape.ended(this.conn(name), 'harness', 'reset'))
  }

  /** The stream is closed by the harness, and by the server. */
  close(name: string): this {
    this.sends(name, '</stream:stream>').reads(name, '</stream:stream>')
    return this.#step(() => this.tape.ended(this.conn(name), 'harness', 'fin'))
  }

  /** Enables stream management with resumption. */
  manages(name: string): this {
    this.sends(name, `<enable xmlns='${NS.sm}' resume='true'/>`)
    return this.reads(name, `<enabled xmlns='${NS.sm}' resume='true' id='sm-${name}'/>`)
  }

  /** Resumes the session: the client has handled `h` stanzas, the server `handled`. */
  resumes(name: string, h: number, handled: number): this {
    this.#open(name)
    this.sends(name, `<resume xmlns='${NS.sm}' previd='sm-${name}' h='${h}'/>`)
    return this.reads(name, `<resumed xmlns='${NS.sm}' previd='sm-${name}' h='${handled}'/>`)
  }

  /** Lets `observer` see the presence of the account of `contact`. */
  subscribed(observer: string, contact: string): this {
    const bareOf = (name: string) => (this.#jids.get(name) ?? '').split('/')[0] as string
    this.sends(observer, `<presence to='${bareOf(contact)}' type='subscribe'/>`)
    this.reads(contact, `<presence from='${bareOf(observer)}' type='subscribe'/>`)
    this.sends(contact, `<presence to='${bareOf(observer)}' type='subscribed'/>`)
    return this.reads(observer, `<presence from='${bareOf(contact)}' type='subscribed'/>`)
  }
}

/** Instances `a` (priority 10) and `b` (5) of the service and a client `c`, all proven. */
export const scene = (a = 10, b = 5): Script =>
  new Script()
    .bind('a', `${SERVICE}/a`)
    .is('a', a)
    .bind('b', `${SERVICE}/b`)
    .is('b', b)
    .bind('c', 'c@x/c')
    .is('c', 0)

/** Everybody answers once more, long after. */
export const settled = (script: Script, ...names: string[]): Script =>
  script
    .wait()
    .asks(...names)
    .wait()
    .asks(...names)
