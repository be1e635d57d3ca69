import { type Connection, closureOf, type History, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { bare, markOf } from './pattern.js'
import { sentMark } from './window.js'
import { elements, same, type XmlElement } from './xml.js'

/** What the judge `integrity` is asked: whether one aspect of a stanza survived delivery. */
export interface IntegrityArgs {
  mark: string
  /** `from`: stamped with the sender's full JID; `from-bare`: with its bare JID; the others: unchanged. */
  aspect: 'to' | 'from' | 'from-bare' | 'id' | 'payload'
}

const EXPECTED: Record<IntegrityArgs['aspect'], string> = {
  to: 'The delivered stanza carries the `to` that the sender wrote.',
  from: 'The delivered stanza carries the sender’s full JID in `from`.',
  'from-bare': 'The delivered stanza carries the sender’s bare JID in `from`.',
  id: 'The delivered stanza carries the `id` that the sender wrote.',
  payload: 'The delivered stanza carries every child that the sender wrote, unchanged.',
}

/**
 * Compares every delivered copy of the stanza with `mark` with what was sent (RFC 6120 8.1 and 8.4). Sound: it
 * looks at bytes on both sides only.
 */
export const integrity: Judge<IntegrityArgs> = (history, { mark, aspect }) => {
  const expected = [EXPECTED[aspect]]
  const sent = sentMark(history, mark)
  if (sent === undefined)
    return judgement('inconclusive', {
      expected,
      actual: 'not sent',
      explanation: 'The stanza was never sent.',
    })
  const copies = copiesOf(history, mark, sent.seen)
  const evidence = [sent.seen.n, ...copies.map((c) => c.n)]
  const closure = closureOf(sent.connection)
  if (copies.length === 0)
    return judgement('inconclusive', {
      expected,
      actual: 'no copy was delivered',
      explanation: 'No copy was delivered, so there is nothing to compare.',
      evidence,
      closure,
    })
  const bad = copies.find((copy) => !survives(aspect, sent.seen.element, copy.element, sent.connection))
  const name = sent.seen.element.name
  if (bad !== undefined)
    return judgement('fail', {
      expected,
      actual: `the delivered ${name} has ${shown(aspect, bad.element)}, where it must have ${wanted(aspect, sent.seen.element, sent.connection)}`,
      explanation: `${EXPECTED[aspect]} The ${name} sent by ${sent.connection.id} arrived with ${shown(aspect, bad.element)}.`,
      deviation: deviation(aspect, bad.element),
      evidence,
      closure,
    })
  if (aspect === 'payload' && copies.some((copy) => !inOrder(sent.seen.element, copy.element)))
    return judgement('pass-lax', {
      expected,
      actual: `the children of the delivered ${name} are in another order`,
      explanation: `${EXPECTED[aspect]} But they are in another order, which has no meaning in XMPP.`,
      deviation: 'the children are in another order',
      evidence,
      closure,
    })
  return judgement('pass', {
    expected,
    actual: `${copies.length} delivered ${copies.length === 1 ? 'copy is' : 'copies are'} as they should be`,
    explanation: `${EXPECTED[aspect]} This holds for every delivered copy of the ${name}.`,
    evidence,
    closure,
  })
}

function copiesOf(history: History, mark: string, sent: Seen): Seen[] {
  return history.connections.flatMap((connection) =>
    connection.received.filter(
      ({ n, element }) =>
        n > sent.n &&
        element.name === sent.element.name &&
        markOf(element) === mark &&
        (element.attrs.type === 'error') === (sent.element.attrs.type === 'error') &&
        (element.name !== 'iq' || element.attrs.type === sent.element.attrs.type),
    ),
  )
}

function survives(
  aspect: IntegrityArgs['aspect'],
  sent: XmlElement,
  copy: XmlElement,
  sender: Connection,
): boolean {
  if (aspect !== 'payload') return copy.attrs[attribute(aspect)] === wantedValue(aspect, sent, sender)
  const left = elements(copy)
  return elements(sent).every((child) => {
    const at = left.findIndex((each) => same(child, each))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/** Whether all children of `sent` follow each other in `copy`; servers add others, such as `<delay/>`, in between. */
function inOrder(sent: XmlElement, copy: XmlElement): boolean {
  const children = elements(sent)
  let next = 0
  for (const child of elements(copy))
    if (children[next] !== undefined && same(children[next]!, child)) next += 1
  return next === children.length
}

const attribute = (aspect: IntegrityArgs['aspect']) => (aspect === 'from-bare' ? 'from' : aspect)

function wantedValue(
  aspect: IntegrityArgs['aspect'],
  sent: XmlElement,
  sender: Connection,
): string | undefined {
  if (aspect === 'from') return sender.jid
  if (aspect === 'from-bare') return bare(sender.jid ?? '')
  return sent.attrs[attribute(aspect)]
}

function wanted(aspect: IntegrityArgs['aspect'], sent: XmlElement, sender: Connection): string {
  if (aspect === 'payload') return 'the payload that was sent'
  const value = wantedValue(aspect, sent, sender)
  return value === undefined ? `no \`${attribute(aspect)}\`` : `${attribute(aspect)}='${value}'`
}

function shown(aspect: IntegrityArgs['aspect'], copy: XmlElement): string {
  if (aspect === 'payload') return 'another payload'
  const value = copy.attrs[attribute(aspect)]
  return value === undefined ? `no \`${attribute(aspect)}\`` : `${attribute(aspect)}='${value}'`
}

function deviation(aspect: IntegrityArgs['aspect'], copy: XmlElement): string {
  if (aspect === 'payload') return 'the payload is changed'
  const value = copy.attrs[attribute(aspect)]
  if (value === undefined) return `\`${attribute(aspect)}\` is missing`
  const kind = aspect === 'id' ? 'value' : value.includes('/') ? 'full JID' : 'bare JID'
  return `\`${attribute(aspect)}\` is another ${kind}`
}
