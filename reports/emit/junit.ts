import type { Results } from '../../harness/core/results.js'
import type { Verdict, VerdictRecord } from '../../harness/core/verdict.js'
import { knownText, scenarioName } from '../model/findings.js'
import { documentOf, grouped } from '../model/order.js'
import { direction } from '../model/signs.js'
import { cut, escapeXml } from '../model/text.js'

/** Longest text of one evidence line; CI viewers choke on more. */
const LINE_LIMIT = 2000

/**
 * JUnit XML: a suite per document, a test case per verdict record. `fail` is a failure, `error` an error;
 * `inconclusive`, `inapplicable` and `untested` are skipped with their reason; everything else passed.
 */
export function emitJunit(results: Results): string {
  const { subject, tool, verdicts } = results
  const suites = [...grouped(verdicts, (record) => documentOf(record.clause))]
  const time = attribute('time', seconds(results.durationMs))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${tool.name}"${totals(verdicts)}${time}>`,
    ...suites.flatMap(([document, records]) => [
      `  <testsuite${attribute('name', document)}${totals(records)}${attribute('timestamp', results.started)}>`,
      '    <properties>',
      property('subject', `${subject.name} ${subject.version}`, 6),
      property('specifier', subject.specifier, 6),
      property('seed', String(results.seed), 6),
      property('run', results.run, 6),
      property('assay', tool.version, 6),
      '    </properties>',
      ...records.map((record) => testCase(document, record)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(document: string, record: VerdictRecord): string {
  const first = record.lines[0]?.t ?? 0
  const last = record.lines.at(-1)?.t ?? first
  const names =
    attribute('classname', `${document}.${record.requirement}`) + attribute('name', scenarioName(record))
  return [
    `    <testcase${names}${attribute('time', seconds(Math.max(0, last - first)))}>`,
    '      <properties>',
    property('verdict', record.verdict, 8),
    property('strength', record.strength, 8),
    property('clause', record.clause, 8),
    property('closure', record.closure, 8),
    property('fingerprint', record.fingerprint, 8),
    '      </properties>',
    ...outcome(record),
    '    </testcase>',
  ].join('\n')
}

function outcome(record: VerdictRecord): string[] {
  const kind = { fail: 'failure', error: 'error', ...SKIPPED }[record.verdict as string]
  if (kind === undefined) return []
  if (kind === 'skipped') {
    return [
      `      <skipped${attribute('message', `${record.verdict}: ${record.explanation || record.actual}`)}/>`,
    ]
  }
  const names = attribute('message', record.actual) + attribute('type', record.requirement)
  return [`      <${kind}${names}>${escapeXml(account(record)).replaceAll('&#10;', '\n')}</${kind}>`]
}

const SKIPPED = { inconclusive: 'skipped', inapplicable: 'skipped', untested: 'skipped' }

function account(record: VerdictRecord): string {
  return [
    `${record.requirement} (${record.strength}, ${record.clause}): ${record.says}`,
    '',
    'Allowed:',
    ...record.expected.map((alternative) => `  - ${alternative}`),
    `Happened: ${record.actual}`,
    `Why: ${record.explanation}`,
    ...(record.known === undefined ? [] : [`Known: ${knownText(record.known)}`]),
    `Stream ended: ${record.closure}`,
    `Rerun: ${record.rerun}`,
    'Evidence:',
    ...record.lines.map((line) => {
      const { shown, leftOut } = cut(line.text, LINE_LIMIT)
      const more = leftOut === 0 ? '' : ` … ${leftOut} more characters`
      return `  ${line.t.toFixed(1)} ms ${line.who} ${direction(line.what).sign} ${shown}${more}`
    }),
  ].join('\n')
}

function totals(records: readonly VerdictRecord[]): string {
  const number = (...verdicts: Verdict[]) =>
    records.filter(({ verdict }) => verdicts.includes(verdict)).length
  const skipped = number('inconclusive', 'inapplicable', 'untested')
  return ` tests="${records.length}" failures="${number('fail')}" errors="${number('error')}" skipped="${skipped}"`
}

const seconds = (ms: number) => (ms / 1000).toFixed(3)

const attribute = (name: string, value: string) => ` ${name}="${escapeXml(value)}"`

const property = (name: string, value: string, indent: number) =>
  `${' '.repeat(indent)}<property name="${name}"${attribute('value', value)}/>`
