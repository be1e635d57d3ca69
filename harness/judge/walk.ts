import { type Connection, closureOf, type History } from './history.js'
import { type Judge, judgement } from './judgement.js'
import type { WalkArgs } from './walk-args.js'
import { nodeOf, RULES } from './walk-rules.js'

export type { WalkArgs } from './walk-args.js'

/**
 * Judges where the subject connected to and what it did there (INV-RD-a, INV-RD-b). Sound: it fails on what was
 * recorded; that something is missing counts only when the script came to its end, which waits for the walk's.
 */
export const walk: Judge<WalkArgs> = (history, args) => {
  const { says, problem } = RULES[args.asks]
  const all = history.connections.filter(({ by }) => by === 'subject')
  const start = args.since === undefined ? 0 : all.findIndex(({ id }) => id === args.since)
  const made = start < 0 ? [] : all.slice(start)
  const said = {
    expected: [says],
    actual: `it connected to ${made.map(nodeOf).join(', ') || 'nothing'}`,
    closure: closureOf(made.at(-1)),
  }
  if (args.plain !== undefined && !all.some((c) => nodeOf(c) === args.plain))
    return judgement(isUnfinished(history) ? 'inconclusive' : 'inapplicable', {
      ...said,
      explanation: 'The subject follows no redirects: it never went where an ordinary one sent it.',
    })
  const found = start < 0 ? null : problem(made, args, history)
  const because = found === undefined ? 'missing' : (found?.because ?? 'seen')
  if (found === null || (isUnfinished(history) && because === 'missing'))
    return judgement('inconclusive', {
      ...said,
      explanation:
        found === null ? 'The walk did not come to what the rule is about.' : 'The script did not end.',
    })
  if (found === undefined) return right(made, args, says, said)
  return judgement(found.verdict ?? 'fail', {
    ...said,
    explanation: `The subject ${said.actual.slice(3)}. ${says} But ${found.what}.`,
    deviation: found.what,
    evidence: found.evidence,
  })
}

function right(
  made: Connection[],
  { asks, nodes }: WalkArgs,
  says: string,
  said: Pick<ReturnType<Judge<WalkArgs>>, 'expected' | 'actual' | 'closure'>,
) {
  const evidence = made.flatMap((c) => [c.opened, ...c.headers.map(({ n }) => n), c.securedAt])
  if (asks !== 'follows') return judgement('pass', { ...said, explanation: says, evidence })
  const where = made.some((c) => nodes.includes(nodeOf(c)))
  const explanation = where ? 'It goes where it is sent.' : 'It does not go where it is sent.'
  return judgement('observed', {
    ...said,
    explanation,
    evidence,
    branch: where ? 'follows the redirect' : 'does not follow the redirect',
  })
}

const isUnfinished = ({ outcome }: History) => outcome !== undefined && outcome.outcome !== 'done'
