import type { Pattern } from '../core/pattern.js'
import { NS } from '../wire/ns.js'
import { closureOf, connectionOf, definedCondition, type History, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { matches } from './pattern.js'
import { barrierAt } from './window.js'
import { child, elements, text } from './xml.js'

/** What the judge `indistinct` is asked: that answers give nothing away by how they differ. */
export interface IndistinctArgs {
  /** The connection of whoever asks, `actor/epoch`. */
  at: string
  /** Each case: what it is about in words, and which elements answer it. */
  cases: { of: string; answers: Pattern }[]
  /** Ids of the barriers behind all that was asked; what has not come before them will not come. */
  until: string[]
}

/**
 * Every case is answered alike, addresses and ids aside. Sound: it fails only when all barriers came back, and no
 * answer can be under way any more.
 */
export const indistinct: Judge<IndistinctArgs> = (history, { at, cases, until }) => {
  const expected = ['All are answered alike, or none is.']
  const closing = barriersOf(history, until)
  const connection = connectionOf(history, at)
  const closure = closureOf(connection)
  if (connection === undefined || closing.length < until.length || until.length === 0)
    return judgement('inconclusive', {
      expected,
      actual: 'not reached',
      explanation: 'Nothing proves that all answers had arrived by the end of the scenario.',
      closure,
    })
  const answered = cases.map(({ of, answers }) => ({
    of,
    seen: connection.received.filter((s) => matches(s.element, answers)),
  }))
  const said = {
    expected,
    closure,
    actual: answered.map(({ of, seen }) => `${of}: ${shapeOf(seen)}`).join('; '),
    evidence: [...answered.flatMap(({ seen }) => seen), ...closing].map(({ n }) => n),
  }
  const [first, ...others] = answered
  const other = others.find(({ seen }) => shapeOf(seen) !== shapeOf(first?.seen ?? []))
  if (first === undefined || other === undefined)
    return judgement('pass', { ...said, explanation: 'Nothing but addresses and ids tells them apart.' })
  const deviation = `${first.of}: ${shapeOf(first.seen)}; but ${other.of}: ${shapeOf(other.seen)}`
  return judgement('fail', {
    ...said,
    deviation,
    explanation: `Whoever asks can tell the cases apart. ${deviation}.`,
  })
}

function barriersOf(history: History, ids: string[]): Seen[] {
  return ids.flatMap((id) => {
    const came = history.connections.flatMap((c) => barrierAt(c, id) ?? [])
    return came.slice(0, 1)
  })
}

/** All of the answers but addresses, ids and what they send back of the request. */
function shapeOf(seen: Seen[]): string {
  if (seen.length === 0) return 'nothing'
  return seen.map(({ element }) => partsOf(element)).join(', ')
}

function partsOf(element: Seen['element']): string {
  const { type = 'none' } = element.attrs
  const error = type === 'error' ? child(element, 'error') : undefined
  if (error === undefined) {
    const inside = elements(element).map((e) => `${e.name} with ${elements(e).length} children`)
    return [`${element.name} of type ${type}`, ...inside].join(' with ')
  }
  const others = elements(error).filter((e) => e.ns !== NS.stanzaErrors)
  const words = elements(error).find((e) => e.ns === NS.stanzaErrors && e.name === 'text')
  return [
    `${element.name} error of type ${error.attrs.type ?? 'none'}`,
    definedCondition(error, NS.stanzaErrors) ?? 'no condition',
    ...(error.attrs.code === undefined ? [] : [`code ${error.attrs.code}`]),
    ...(error.attrs.by === undefined ? [] : ['a `by`']),
    ...(words === undefined ? [] : [`the text “${text(words)}”`]),
    ...others.map(({ name }) => `a ${name}`),
  ].join(' with ')
}
