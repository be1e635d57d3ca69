import { closureOf, connectionOf } from './history.js'
import { type Judge, judgement } from './judgement.js'

/** What the judge `closing` is asked about a stream that the subject closed first. */
export interface ClosingArgs {
  /** The connection that is watched, `node/epoch`. */
  at: string
  /**
   * `waits`: it keeps the connection until the harness's closing tag; `silence`: it writes nothing behind its own
   * closing tag; `bounded`: it ends the connection although no closing tag comes (RFC 6120 4.4).
   */
  asks: 'waits' | 'silence' | 'bounded'
  /** For `bounded`: how long it may take for that, ms, a setting of the subject. */
  within?: number
}

const SAYS: Record<ClosingArgs['asks'], string> = {
  waits: "Whoever closes a stream waits for the other's closing tag before it ends the connection.",
  silence: 'Behind its own closing tag the subject writes nothing.',
  bounded: 'When no closing tag comes in its time, the subject ends the connection.',
}

/** Judges how the subject closed a stream. Sound: what is missing counts only when its time is over. */
export const closing: Judge<ClosingArgs> = (history, { at, asks, within = 0 }) => {
  const connection = connectionOf(history, at)
  const { closeReceived, closeSent, ended, malformed } = connection ?? {}
  const began = history.events.find(({ n }) => n === closeReceived)
  const expected = [SAYS[asks]]
  const closure = closureOf(connection)
  const inconclusive = (explanation: string) =>
    judgement('inconclusive', { expected, actual: 'not reached', explanation, closure })
  if (began === undefined) return inconclusive(`The subject did not close ${at}.`)
  const own = ended?.by === 'subject' ? ended : undefined
  const evidence = [closeReceived, closeSent, ended?.n, malformed?.n]
  const actual = `the subject ${own === undefined ? 'did not end the connection' : 'ended the connection'} itself`
  const failed = (deviation: string) =>
    judgement('fail', {
      expected,
      actual,
      explanation: `${SAYS[asks]} But ${deviation}.`,
      deviation,
      evidence,
      closure,
    })
  switch (asks) {
    case 'waits':
      if (own !== undefined && (closeSent === undefined || own.n < closeSent))
        return failed('it ended the connection before the closing tag came')
      if (closeSent === undefined) return inconclusive('The harness sent no closing tag.')
      break
    case 'silence':
      if (malformed !== undefined && malformed.n >= began.n)
        return failed('something came behind the closing tag')
      if (own === undefined) return inconclusive('Nothing proves that the subject had nothing more to write.')
      break
    case 'bounded':
      if (own === undefined || own.t > began.t + within) {
        if ((history.events.at(-1)?.t ?? 0) < began.t + within) return inconclusive('Its time was not over.')
        return failed('it kept the connection for longer')
      }
  }
  return judgement('pass', { expected, actual, explanation: SAYS[asks], evidence, closure })
}
