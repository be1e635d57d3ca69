import { EXIT } from '../../harness/core/exit.js'
import type { GateProblem, Results } from '../../harness/core/results.js'
import { counted } from './text.js'

const KINDS: Record<GateProblem['kind'], [one: string, many: string]> = {
  'unexpected-fail': ['unexpected fail', 'unexpected fails'],
  'unexpected-pass': ['unexpected pass', 'unexpected passes'],
  'changed-reason': ['changed reason', 'changed reasons'],
  'unmatched-entry': ['entry that matches nothing', 'entries that match nothing'],
  'expired-entry': ['expired entry', 'expired entries'],
  incomplete: ['run that did not finish', 'runs that did not finish'],
  error: ['error', 'errors'],
  inconclusive: ['inconclusive verdict', 'inconclusive verdicts'],
}

const WITHOUT_PROBLEMS: Record<number, string> = {
  [EXIT.inconclusive]: 'more verdicts are inconclusive than allowed',
  [EXIT.nothingJudged]: 'nothing was judged',
  [EXIT.unavailable]: 'the subject or the container engine could not be reached',
  [EXIT.internal]: 'Assay itself has a defect',
  [EXIT.interrupted]: 'it was interrupted',
}

/** The name of a kind of problem, for example `expired entry`. */
export function problemName(kind: GateProblem['kind']): string {
  return KINDS[kind][0]
}

/** What the gate says, in one sentence. */
export function gateSentence(gate: Results['gate']): string {
  if (gate.holds) return 'The gate holds.'
  const parts: string[] = []
  for (const [kind, [one, many]] of Object.entries(KINDS)) {
    const number = gate.problems.filter((problem) => problem.kind === kind).length
    if (number > 0) parts.push(counted(number, one, many))
  }
  if (parts.length > 0) return `The gate refuses ${listed(parts)}.`
  return `The gate refuses the run: ${WITHOUT_PROBLEMS[gate.exitCode] ?? `exit code ${gate.exitCode}`}.`
}

function listed(parts: string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
