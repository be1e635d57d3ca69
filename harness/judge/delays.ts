import type { Connection, History } from './history.js'
import { type Judge, judgement } from './judgement.js'

/** What the judge `delays` is asked about when subjects came back after an outage (RFC 6120 3.3). */
export interface DelaysArgs {
  /** Connections that the harness ended: the outage, which begins with the first of them for `spread`, else the last. */
  lost: string[]
  /**
   * `spread`: each of several subjects came back once, none later than `longest`, and not all at once; `growth`:
   * the pauses of one subject grow, up to `longest`.
   */
  asks: 'spread' | 'growth'
  /** The longest pause by the subject's settings, ms. */
  longest: number
  /** How much later a connection may be seen, ms. */
  slack: number
}

/** Of the range, which is what the pauses of several subjects have to be apart at least: they are drawn. */
const SHARE = 1 / 6
/** How much longer the later half of the pauses is at least. */
const GROWTH = 1.25

/** Compares pauses with the subject's settings. Sound but for chance: ten drawn pauses are as close once in a million times. */
export const delays: Judge<DelaysArgs> = (history, { lost, asks, longest, slack }) => {
  const says =
    asks === 'spread'
      ? `Each comes back within ${longest} ms, at a random time.`
      : `The pauses between attempts grow, up to ${longest} ms.`
  const ends = lost.map((id) => endOf(history, id)).sort((a, b) => a.n - b.n)
  const outage = (asks === 'spread' ? ends[0] : ends.at(-1)) ?? NEVER
  const back = history.connections.flatMap((c) => (c.by === 'subject' ? timeOf(history, c) : []))
  const later = back.filter(({ n }) => n > outage.n)
  const least = asks === 'spread' ? lost.length : 4
  const evidence = later.map(({ n }) => n)
  if (ends.includes(NEVER) || later.length < least)
    return judgement('inconclusive', {
      expected: [says],
      actual: `${later.length} connections came after the outage`,
      explanation: `It takes ${least} connections after the outage for an answer.`,
      evidence,
    })
  const times = later.slice(0, least).map(({ t }) => t)
  const pauses = asks === 'spread' ? times.map((t) => t - outage.t) : steps([outage.t, ...times])
  const what = asks === 'spread' ? problemOfSpread(pauses, longest) : problemOfGrowth(pauses)
  const late = pauses.some((ms) => ms > longest + slack)
    ? 'a pause is longer than the settings say'
    : undefined
  const deviation = late ?? what
  return judgement(deviation === undefined ? 'pass' : 'fail', {
    expected: [says],
    actual: `pauses of ${pauses.map((ms) => Math.round(ms)).join(', ')} ms`,
    explanation: deviation === undefined ? says : `${says} But ${deviation}.`,
    deviation: deviation ?? '',
    evidence,
  })
}

function problemOfSpread(pauses: number[], longest: number): string | undefined {
  const apart = Math.max(...pauses) - Math.min(...pauses)
  return apart < SHARE * longest ? 'all come back at about the same time' : undefined
}

function problemOfGrowth(pauses: number[]): string | undefined {
  const half = pauses.length / 2
  const grown = sum(pauses.slice(half)) >= GROWTH * sum(pauses.slice(0, half))
  return grown ? undefined : 'the later pauses are not longer than the earlier ones'
}

const sum = (ms: number[]) => ms.reduce((total, each) => total + each, 0)
const steps = (times: number[]) => times.slice(1).map((t, i) => t - times[i]!)

const NEVER = { n: Number.POSITIVE_INFINITY, t: Number.POSITIVE_INFINITY }

function endOf(history: History, id: string): { n: number; t: number } {
  const connection = history.connections.find((c) => c.id === id)
  const end = connection?.closeSent ?? connection?.ended?.n
  return history.events.find(({ n }) => n === end) ?? NEVER
}

const timeOf = (history: History, { opened }: Connection) =>
  history.events.filter(({ n }) => n === opened).map(({ n, t }) => ({ n, t }))
