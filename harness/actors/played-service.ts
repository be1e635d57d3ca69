import type { Element } from 'ltx'
import { NS } from '../wire/ns.js'
import { childElements, copy, el, iqResult, stanzaError } from '../wire/xml.js'

/** Writes a stanza to the subject, as its server delivers it. */
export type Deliver = (stanza: Element) => void

/** One instance of a played service. Each reaction can be replaced by the script. */
export class PlayedInstance {
  /** Whether its resource is connected; to one that isn't, the server answers for it. */
  up = true
  /** The features it says it has. */
  features: string[] = [NS.discoInfo, NS.dix]
  /** What it does with a ping. Default: pongs, unless it has no id to repeat. */
  onPing = ({ attrs }: Element): void => {
    if (attrs.id) this.pong(attrs.id)
  }
  /** What it does with directed available presence. Default: answers once with its own. */
  onPresence = (): void => this.present()
  /** What it does with disco#info. Default: describes itself. */
  onInfo = (request: Element): void => this.#deliver(iqResult(request, this.#description()))
  /** What it does with any other IQ request. Default: does the work, which is to repeat it. */
  onRequest = (request: Element): void => this.#work(request)
  readonly #deliver: Deliver
  readonly #subject: () => string
  #presentTo: string | undefined

  /**
   * @param jid the full JID
   * @param subject gives the subject's full JID at the moment
   */
  constructor(
    readonly jid: string,
    deliver: Deliver,
    subject: () => string,
  ) {
    this.#deliver = deliver
    this.#subject = subject
  }

  /** Sends a pong with `id`; also `from` another JID, as a forgery. */
  pong(id: string | undefined, from: string = this.jid): void {
    const payload = [el('pong', { xmlns: NS.dix }), el('no-store', { xmlns: NS.hints })]
    this.#deliver(el('message', { from, to: this.#subject(), id }, ...payload))
  }

  /** Sends directed available presence, unless the subject's resource has it already. */
  present(): void {
    if (this.#presentTo === this.#subject()) return
    this.#presentTo = this.#subject()
    this.#deliver(el('presence', { from: this.jid, to: this.#subject() }))
  }

  /** Goes away; the server tells the subject. */
  leave(): void {
    this.vanish()
    this.unavailable()
  }

  /** Goes away, and nobody tells the subject; what is sent to it from then on comes back (RFC 6121 8.5.3.2). */
  vanish(): void {
    this.up = false
    this.#presentTo = undefined
  }

  /** Hangs: its resource stays, and says nothing more. */
  hang(): void {
    this.onPing = this.onPresence = this.onInfo = this.onRequest = () => undefined
  }

  /** Sends unavailable presence; also `from` another JID, as a forgery. */
  unavailable(from: string = this.jid): void {
    this.#deliver(el('presence', { from, to: this.#subject(), type: 'unavailable' }))
  }

  /** Takes a stanza addressed to its full JID. */
  receive(stanza: Element): void {
    const { type } = stanza.attrs as Record<string, string | undefined>
    const payload = childElements(stanza)[0]
    if (stanza.is('iq') && (type === 'get' || type === 'set')) {
      if (!this.up) this.#deliver(stanzaError(stanza, 'cancel', 'service-unavailable'))
      else if (payload?.is('query', NS.discoInfo)) this.onInfo(stanza)
      else this.onRequest(stanza)
    } else if (!this.up) {
      if (stanza.is('message') && type !== 'error')
        this.#deliver(stanzaError(stanza, 'cancel', 'service-unavailable'))
    } else if (stanza.is('presence') && type === undefined) this.onPresence()
    else if (stanza.is('presence') && type === 'unavailable') this.#presentTo = undefined
    else if (stanza.is('message') && type === undefined && payload?.is('ping', NS.dix)) this.onPing(stanza)
  }

  #description(): Element {
    const features = this.features.map((feature) => el('feature', { var: feature }))
    return el(
      'query',
      { xmlns: NS.discoInfo },
      el('identity', { category: 'component', type: 'generic' }),
      ...features,
    )
  }

  #work(request: Element): void {
    const payload = childElements(request)[0]
    const known = payload?.is('request', NS.dix)
    if (known) this.#deliver(iqResult(request, childElements(payload!).map(copy)[0]))
    else this.#deliver(stanzaError(request, 'cancel', 'service-unavailable'))
  }
}

/** A service that the harness plays: its instances, and the server's choice between them. */
export class PlayedService {
  readonly instances: PlayedInstance[] = []
  /** What the server does with a message to the bare JID that is no error. Default: see {@link route}. */
  onBare = (message: Element): void => this.route(message)
  readonly #deliver: Deliver
  readonly #subject: () => string

  /** @param jid the bare JID */
  constructor(
    readonly jid: string,
    deliver: Deliver,
    subject: () => string,
  ) {
    this.#deliver = deliver
    this.#subject = subject
  }

  /** Starts an instance that ranks below those there are. */
  start(resource: string): PlayedInstance {
    const jid = `${this.jid}/${resource}`
    const before = this.instances.findIndex((instance) => instance.jid === jid)
    const instance = new PlayedInstance(jid, this.#deliver, this.#subject)
    if (before >= 0) this.instances.splice(before, 1)
    this.instances.push(instance)
    return instance
  }

  /** Hands a ping to the highest instance that is up, or returns it as undeliverable (RFC 6121 8.5.2). */
  route(message: Element): void {
    const top = this.instances.find(({ up }) => up)
    if (top === undefined) this.refuse(message)
    else top.receive(message)
  }

  /** Answers a message with a stanza error from the bare JID; `id` may be another than the message's. */
  refuse(
    message: Element,
    condition = 'service-unavailable',
    id: string | undefined = message.attrs.id,
  ): void {
    const error = stanzaError(message, 'cancel', condition)
    Object.assign(error.attrs, { id, from: this.jid, to: this.#subject() })
    this.#deliver(error)
  }

  /** Takes a stanza addressed to the service or one of its instances; whether it was. */
  receive(stanza: Element): boolean {
    const to: string = stanza.attrs.to ?? ''
    const instance = this.instances.find(({ jid }) => jid === to)
    if (instance !== undefined) instance.receive(stanza)
    else if (to === this.jid && stanza.is('message')) {
      // A server drops errors to a bare JID (RFC 6121 8.5.2.1.1).
      if (stanza.attrs.type !== 'error') this.onBare(stanza)
    } else return false
    return true
  }
}
