import type { BehaviourProfile } from '../../harness/core/behaviour.js'
import type { Results } from '../../harness/core/results.js'
import { VERDICTS, type Verdict, type VerdictRecord } from '../../harness/core/verdict.js'
import { milliseconds } from '../model/behaviour.js'
import { coverageLine } from '../model/coverage.js'
import { cutLines } from '../model/cuts.js'
import { findings, knownText, scenarioName } from '../model/findings.js'
import { gateSentence, problemName } from '../model/gate.js'
import { fatesText, MEASURES, measureText } from '../model/metrics.js'
import { direction, SIGNS } from '../model/signs.js'
import { counted, cut, duration, visible } from '../model/text.js'

type Paint = (text: string) => string

/** The colours a terminal report needs; picocolors' `createColors(…)` fits, plain for pipes. */
export type Colors = Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'magenta', Paint>

/** Where the files of a run are; only those that were written. */
export interface SummaryPaths {
  report?: string
  results?: string
  junit?: string
  journal?: string
  /** The folder of the repro bundles, and the command that replays the first. */
  bundles?: string
  replay?: string
}

const PAINTS: Partial<Record<Verdict, keyof Colors>> = {
  fail: 'red',
  error: 'magenta',
  inconclusive: 'yellow',
  'pass-lax': 'cyan',
  pass: 'green',
  observed: 'blue',
}
const PROBLEMS_SHOWN = 20
const LINE_LIMIT = 600

/** One verdict in full: what was demanded, what happened, why, the bytes, and how to see it again. */
export function renderFailure(
  record: VerdictRecord,
  colors: Colors,
  further: readonly VerdictRecord[] = [],
): string {
  const label = (name: string) => colors.dim(name.padEnd(10))
  const block = (name: string, text: string) => `  ${label(name)}${indented(text)}`
  const head = `${paint(record.verdict, colors)} ${colors.bold(oneLine(record.requirement))}`
  const allowed = record.expected.map((each, index) => block(index === 0 ? 'allowed' : '', `- ${each}`))
  const known =
    record.known === undefined ? [] : [block('known', `${knownText(record.known)} (${record.known.at})`)]
  const closure = record.closure === 'none' ? [] : [block('closure', record.closure)]
  const others = further.map((each, index) => block(index === 0 ? 'also in' : '', scenarioName(each)))
  return [
    `${head}  ${colors.dim(oneLine(`${record.strength} · ${record.clause}`))}`,
    block('says', record.says),
    block('scenario', scenarioName(record)),
    ...allowed,
    `  ${label('happened')}${colors.bold(indented(record.actual))}`,
    block('why', record.explanation),
    ...known,
    ...closure,
    ...record.lines.map((line, index) => {
      const { shown, leftOut } = cut(oneLine(line.text), LINE_LIMIT)
      const more =
        leftOut === 0 ? '' : colors.dim(` … ${counted(leftOut, 'more character', 'more characters')}`)
      const when = colors.dim(`${line.t.toFixed(1).padStart(9)} ms`)
      return `  ${label(index === 0 ? 'journal' : '')}${when} ${oneLine(line.who)} ${arrow(line.what, colors)} ${shown}${more}`
    }),
    `  ${label('rerun')}${colors.cyan(oneLine(record.rerun))}`,
    ...others,
    '',
  ].join('\n')
}

/** Every fail and error of a run; verdicts with the same fingerprint are shown once, with all their scenarios. */
export function renderFindings(results: Results, colors: Colors): string {
  return findings(results.verdicts)
    .map(({ first, further }) => renderFailure(first, colors, further))
    .join('\n')
}

/** The end of a run: counts, what the gate says, and where to read on. */
export function renderSummary(results: Results, colors: Colors, paths: SummaryPaths): string {
  const { subject, gate, died } = results
  const problems = gate.problems.slice(0, PROBLEMS_SHOWN).map((problem) => {
    const at = problem.at === undefined ? '' : colors.dim(` (${oneLine(problem.at)})`)
    return `  ${colors.red(problemName(problem.kind))}: ${oneLine(problem.sentence)}${at}`
  })
  const more = gate.problems.length - problems.length
  const where = Object.entries(paths).filter(([, path]) => path !== undefined)
  return [
    `${colors.bold(oneLine(`${subject.name} ${subject.version}`))} ${colors.dim(
      oneLine(`${subject.specifier} · seed ${results.seed} · ${duration(results.durationMs)}`),
    )}`,
    `  verdicts      ${tally(results.counts, colors)}`,
    `  requirements  ${tally(results.requirementCounts, colors)}`,
    `  coverage      ${coverageLine(results)}`,
    ...behaviourLine(results.profile),
    ...metricsLines(results),
    ...cutLines(results.cuts ?? []).map((line) => `  ${oneLine(line)}`),
    ...(died === undefined
      ? []
      : [colors.red(oneLine(`The subject died in ${died.scenario}, at "${died.step}": ${died.detail}`))]),
    colors.bold(gate.holds ? colors.green(gateSentence(gate)) : colors.red(gateSentence(gate))),
    ...problems,
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...where.map(([name, path]) => `${colors.dim(name.padEnd(8))} ${oneLine(path ?? '')}`),
    '',
  ].join('\n')
}

function behaviourLine({ choices, notice }: BehaviourProfile): string[] {
  const times = notice.map(({ end, median }) => `${end} ${milliseconds(median)}`)
  const told = times.length === 0 ? [] : [`median time to notice: ${times.join(', ')}`]
  const made = choices.length === 0 ? [] : [counted(choices.length, 'choice recorded', 'choices recorded')]
  const parts = [...made, ...told]
  return parts.length === 0 ? [] : [`  behaviour     ${parts.join('; ')}`]
}

function metricsLines({ metrics, verdicts }: Results): string[] {
  if (metrics === undefined) return []
  const { workloads, distributions } = metrics
  const lines = distributions.map(
    ({ of, after, median, p99, samples }) =>
      `                ${MEASURES[of]} after ${after}: median ${measureText(of, median)}, p99 ${measureText(of, p99)} (${samples})`,
  )
  return [
    `  workloads     ${counted(workloads, 'workload', 'workloads')}; ${fatesText(metrics)}`,
    ...lines,
    `  found         ${oneLine(foundText(verdicts))}`,
  ]
}

/** Which requirements failed, and which of them were known to. */
function foundText(verdicts: readonly VerdictRecord[]): string {
  const found = new Map<string, string>()
  for (const { requirement, verdict, known } of verdicts)
    if (verdict === 'fail' && !(known !== undefined && found.has(requirement)))
      found.set(requirement, known === undefined ? requirement : `${requirement} (known)`)
  return found.size === 0 ? 'nothing' : [...found.values()].join(', ')
}

/** One line that tells how far a run is, without colours, at most `width` characters. */
export function progressLine(
  done: number,
  total: number,
  running: readonly string[],
  counts: Record<Verdict, number>,
  width = 100,
): string {
  const tallied = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (each) => `${SIGNS[each]} ${counts[each]}`,
  )
  const parts = [
    `${String(done).padStart(String(total).length)}/${total}`,
    tallied.join(' '),
    running.join(', '),
  ]
  const line = oneLine(parts.filter((part) => part !== '').join('  '))
  return line.length <= width ? line : `${cut(line, width - 1).shown}…`
}

function tally(counts: Record<Verdict, number>, colors: Colors): string {
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${paint(verdict, colors)} ${counts[verdict]}`,
  )
  return parts.length === 0 ? colors.dim('none') : parts.join('  ')
}

function paint(verdict: Verdict, colors: Colors): string {
  return colors[PAINTS[verdict] ?? 'dim'](`${SIGNS[verdict]} ${verdict}`)
}

function arrow(what: string, colors: Colors): string {
  const { sign, words } = direction(what)
  return sign === '·' ? colors.dim(`· ${oneLine(words)}`) : colors.cyan(sign)
}

const indented = (text: string) => visible(text).replaceAll('\n', `\n${' '.repeat(12)}`)

const oneLine = (text: string) => visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
