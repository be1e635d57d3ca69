import { EXIT, type ExitCode } from '../core/exit.js'
import { type Bundle, ofCopies } from './bundle.js'
import type { Likeness } from './likeness.js'

/** What a replay can come to. */
export const ANSWERS = ['FIXED', 'STILL FAILS', 'DIFFERS', 'CANNOT REPLAY'] as const

/** What a replay came to. */
export interface Answer {
  answer: (typeof ANSWERS)[number]
  /** How that was seen, with the number of plays. */
  sentence: string
  exitCode: ExitCode
  /** How many plays there were, and in how many the requirement failed as in the bundle. */
  of: number
  failed: number
}

/** Nothing could be played, or nothing could be judged; `why` is a sentence. */
export function cannotReplay(why: string, of = 0): Answer {
  return { answer: 'CANNOT REPLAY', sentence: why, exitCode: EXIT.nothingJudged, of, failed: 0 }
}

/**
 * Sums up the plays of a replay: one that fails alike outweighs all others, and one that fails otherwise those that hold.
 * @param on the subject's specifier
 */
export function answerOf(bundle: Bundle, on: string, plays: readonly Likeness[]): Answer {
  const { requirement, deviation } = bundle
  const of = plays.length
  const failed = countOf(plays, 'same')
  const held = countOf(plays, 'held')
  const share = (k: number) => `${k} of ${of} ${of === 1 ? 'play' : 'plays'} on ${on}${ofCopies(bundle)}`
  const summed = (answer: Answer['answer'], sentence: string): Answer => ({
    ...{ answer, sentence, of, failed },
    exitCode: answer === 'FIXED' ? EXIT.ok : EXIT.unexpected,
  })
  if (failed > 0)
    return summed('STILL FAILS', `${requirement} fails in ${share(failed)}, as in the bundle: ${deviation}.`)
  const other = plays.find((play) => play.is === 'different')
  if (other !== undefined)
    return summed('DIFFERS', differs(bundle, other, share(countOf(plays, 'different'))))
  if (held > 0) {
    const isJudged = plays.some((play) => play.is === 'held' && play.by === 'judgement')
    const how = isJudged ? 'holds' : 'is not broken any more: nothing happened that could break it'
    return summed('FIXED', `${requirement} ${how} in ${share(held)}.${doubt(bundle, held, of)}`)
  }
  const open = plays.find((play) => play.is === 'open')
  return cannotReplay(
    `No verdict on ${requirement} in any of ${of === 1 ? '1 play' : `${of} plays`} on ${on}. ${open?.why ?? ''}`.trim(),
    of,
  )
}

const countOf = (plays: readonly Likeness[], is: Likeness['is']) =>
  plays.filter((play) => play.is === is).length

function differs(
  { requirement, deviation }: Bundle,
  other: Likeness & { is: 'different' },
  share: string,
): string {
  return other.requirement === requirement
    ? `${requirement} fails in ${share}, but otherwise than in the bundle: ${other.how} (there: ${deviation}).`
    : `${requirement} does not fail, but in ${share} ${other.requirement} does: ${other.how}.`
}

function doubt({ reproduced }: Bundle, held: number, of: number): string {
  const open = of - held
  return [
    ...(open === 0 ? [] : [` ${open} ${open === 1 ? 'was' : 'were'} inconclusive.`]),
    ...(reproduced.failed < reproduced.of
      ? [
          ` It failed in ${reproduced.failed} of ${reproduced.of} plays before, so that more (--times) say more.`,
        ]
      : []),
  ].join('')
}
