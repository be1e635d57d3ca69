import { isUtf8 } from 'node:buffer'
import type { Entry, JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import type { MessageType } from './delivery-table.js'

/** A message to a bare JID and what becomes of it, for tests of judges: nothing here knows what is legal. */
export interface Staged {
  /** The account's resources: a presence priority, or `connected` without presence. */
  resources: readonly (number | 'connected')[]
  type: MessageType
  /** How many copies each resource receives. */
  copies: readonly number[]
  /** How many errors the sender receives. */
  errors: number
  /** Whether a later resource receives the message. */
  stored: boolean
  /** How a presence is proven to have been processed. */
  proof: 'reflection' | 'iq'
  /** Where pieces of TCP data are cut in two, as a share of their length; 0 leaves them whole. */
  cut: number
}

const BARE = 'service@subject.example'
const SENDER = 'client@subject.example/c'
const MARK = 'm1'
const mark = (id: string) => `<mark xmlns='${NS.assay}' id='${id}'/>`

/** The journal of one scope in which `staged` happened; the message has the mark `m1`. */
export function stage(staged: Staged): JournalEvent[] {
  const { resources, type, copies, errors, stored, proof, cut } = staged
  const tape = new Tape(cut)
  tape.add({ kind: 'scope-start', scenario: 'staged', proves: [], phase: 'only' })
  tape.add({ kind: 'account', jid: BARE, state: 'made' })
  for (const [i, status] of resources.entries()) tape.resource(`r${i}`, status, proof)
  tape.login('client/1', SENDER)
  const full = resources.map((_, i) => `${BARE}/r${i}`)
  const attrs = `to='${BARE}' type='${type}' id='${MARK}'`
  const content = `<body>Grüße 🐧</body>${mark(MARK)}`
  tape.sent('client/1', `<message ${attrs}>${content}</message>`)
  const fences = [...full, SENDER].map((to, i) => ({ to, id: `fence-${i}` }))
  tape.sent(
    'client/1',
    fences.map(({ to, id }) => `<message to='${to}' id='${id}'>${mark(id)}</message>`).join(''),
  )
  const copy = `<message ${attrs} from='${SENDER}'>${content}</message>`
  const fence = (i: number) =>
    `<message to='${fences[i]?.to}' id='fence-${i}' from='${SENDER}'>${mark(`fence-${i}`)}</message>`
  for (const [i] of resources.entries()) tape.received(`r${i}/1`, copy.repeat(copies[i] ?? 0) + fence(i))
  const error = `<message type='error' id='${MARK}' from='${BARE}'><error type='cancel'><service-unavailable xmlns='${NS.stanzaErrors}'/></error></message>`
  tape.received('client/1', error.repeat(errors) + fence(resources.length))
  tape.resource('later', 1, 'iq')
  tape.sent('client/1', `<message to='${BARE}/later' id='fence-z'>${mark('fence-z')}</message>`)
  const last = `<message to='${BARE}/later' id='fence-z' from='${SENDER}'>${mark('fence-z')}</message>`
  tape.received('later/1', (stored ? copy : '') + last)
  return tape.events
}

class Tape {
  readonly events: JournalEvent[] = []
  #n = 0

  constructor(readonly cut: number) {}

  add(entry: Entry): void {
    this.#n += 1
    this.events.push({ n: this.#n, t: this.#n, scope: 'staged', ...entry })
  }

  login(conn: string, jid: string): void {
    const header = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`
    this.add({ kind: 'open', conn, host: '127.0.0.1', port: 5222 })
    this.sent(conn, header)
    this.received(
      conn,
      `${header}<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>${jid}</jid></bind></iq>`,
    )
  }

  resource(name: string, status: number | 'connected', proof: Staged['proof']): void {
    const [conn, jid] = [`${name}/1`, `${BARE}/${name}`]
    this.login(conn, jid)
    if (status === 'connected') return
    const content = `<priority>${status}</priority>${mark(`p-${name}`)}`
    this.sent(conn, `<presence>${content}</presence><iq type='get' id='i'><ping xmlns='${NS.ping}'/></iq>`)
    if (proof === 'iq') this.received(conn, "<iq type='result' id='i'/>")
    else this.received(conn, `<presence from='${jid}'>${content}</presence>`)
  }

  sent(conn: string, data: string): void {
    this.add({ kind: 'sent', conn, data })
  }

  received(conn: string, text: string): void {
    const bytes = Buffer.from(text)
    const at = Math.floor(bytes.length * this.cut)
    for (const piece of [bytes.subarray(0, at), bytes.subarray(at)]) {
      if (piece.length === 0) continue
      const data = isUtf8(piece)
        ? { data: piece.toString('utf8') }
        : { data: piece.toString('base64'), encoding: 'base64' as const }
      this.add({ kind: 'received', conn, ...data })
    }
  }
}
