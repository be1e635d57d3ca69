import type { BehaviourProfile } from '../harness/core/behaviour.js'
import type { Coverage, RequirementOutcome, Results } from '../harness/core/results.js'
import {
  type EvidenceLine,
  VERDICTS,
  type Verdict,
  type VerdictRecord,
  worst,
} from '../harness/core/verdict.js'
import { grouped } from './model/order.js'

/** Strings that break careless reports: markup, CDATA ends, control characters, direction changes, half pairs. */
export const NASTY = [
  '<script>window.broken=1</script>',
  '"><img src=x onerror="window.broken=1">',
  ']]>',
  '\u0000\u0007\u001b[31mred\u001b[0m\r\n\ttab',
  '\u202egnp.exe\u202c אבג',
  'half \ud83d pair, whole 😀 pair, \ufffe',
] as const

const STANZAS = [
  ['sent', "<message to='echo@c1.localhost' type='chat' id='p1'><ping xmlns='urn:example:echo'/></message>"],
  [
    'received',
    "<message from='echo@c1.localhost/two' to='ann@c1.localhost/a' id='p1'><pong xmlns='urn:example:echo'/></message>",
  ],
  ['step', 'the first instance goes away without a word'],
  ['received', "<presence from='echo@c1.localhost/one' type='unavailable'/>"],
  ['ended', 'The subject closed the connection: fin.'],
] as const

/** Evidence lines as a run records them. */
export function sampleLines(number: number = STANZAS.length): EvidenceLine[] {
  return Array.from({ length: number }, (_, index) => {
    const [what, text] = STANZAS[index % STANZAS.length] ?? STANZAS[0]
    return {
      n: 100 + index,
      t: 1200 + index * 7.25,
      who: index % 2 === 0 ? 'client/1' : 'service/2',
      what,
      text,
    }
  })
}

/** A verdict record with plausible content; give what matters to the test. */
export function sampleRecord(over: Partial<VerdictRecord> = {}): VerdictRecord {
  return {
    requirement: 'RFC6121-8.5.2.1.1-g',
    role: 'server',
    strength: 'MUST',
    clause: 'RFC 6121, 8.5.2.1.1',
    says: 'A chat message to a bare JID goes to the resource with the highest priority, or to all of several.',
    scenario: 'delivery/message › the highest priority receives',
    verdict: 'fail',
    expected: ['Only echo@…/one (priority 10) receives it.', 'Every resource with priority 10 receives it.'],
    actual: 'echo@…/two (priority 5) received it, echo@…/one did not.',
    explanation:
      'The message went to the lowest priority. The fence behind it arrived, so nothing is under way.',
    deviation: 'delivered to a lower priority',
    evidence: [100, 101],
    closure: 'none',
    fingerprint: '3f9a1c02',
    judge: 'delivered-to-highest',
    lines: sampleLines(),
    rerun: "assay run embedded --seed 7 --only 'delivery/message › the highest priority receives'",
    ...over,
  }
}

const DOCUMENTS = [
  ['RFC 6121', 'RFC6121', 'MUST'],
  ['RFC 6120', 'RFC6120', 'SHOULD'],
  ['DIX', 'DIX', 'DERIVED'],
  ['XEP-0199', 'XEP0199', 'MUST NOT'],
] as const

/** Records of every verdict over several documents, followed by one for each nasty string. */
export function sampleRecords(number = 48): VerdictRecord[] {
  const plain = Array.from({ length: number }, (_, index) => {
    const [document, prefix, strength] = DOCUMENTS[index % DOCUMENTS.length] ?? DOCUMENTS[0]
    const verdict: Verdict = index < 16 ? (VERDICTS[index % 8] ?? 'pass') : 'pass'
    const section = `8.${index + 1}`
    return sampleRecord({
      requirement: `${prefix}-${section}-a`,
      clause: `${document}, ${section}`,
      strength,
      verdict,
      scenario: `delivery/group ${index % 5} › scenario ${index}`,
      closure: index % 7 === 0 ? 'stream-error(see-other-host)' : 'none',
      fingerprint: `f${String(index % 16).padStart(7, '0')}`,
      ...(index % 3 === 0 ? { parameters: { priority: index, bare: true } } : {}),
    })
  })
  const nasty = NASTY.map((text) =>
    sampleRecord({
      ...{ says: text, scenario: text, explanation: text, actual: text, expected: [text], deviation: text },
      ...{
        fingerprint: text,
        judge: text,
        rerun: text,
        parameters: { text },
        requirement: `X-${text}`,
        clause: text,
      },
      lines: [{ n: 1, t: 0, who: text, what: 'received', text: `${text}${'x'.repeat(100_000)}` }],
    }),
  )
  return [...plain, ...nasty]
}

/** A results document whose counts and requirements follow from `verdicts`. */
export function sampleResults(
  verdicts: VerdictRecord[] = sampleRecords(),
  over: Partial<Results> = {},
): Results {
  const requirements = outcomes(verdicts)
  return {
    format: 'assay-results/1',
    tool: { name: 'xmpp-assay', version: '0.1.0', node: '20.19.4' },
    run: 'k3v9q2',
    started: '2026-03-01T10:00:00.123Z',
    durationMs: 12_345,
    seed: 42,
    command: 'assay run container:prosody@13.0 --seed 42',
    subject: {
      specifier: 'container:prosody@13.0',
      name: 'Prosody',
      version: '13.0.1',
      carrier: 'container',
      domain: 'c1.localhost',
      notes: ['TLS is offered, with a certificate made for this run.'],
    },
    selection: { only: [], profile: 'core' },
    counts: tally(verdicts),
    requirementCounts: tally(requirements),
    coverage: sampleCoverage(requirements.length),
    profile: sampleProfile(),
    gate: {
      exitCode: 1,
      holds: false,
      expectations: 'fixtures/expectations/prosody.yaml',
      problems: verdicts
        .filter(({ verdict }) => verdict === 'fail')
        .map(({ requirement, scenario, actual }) => ({
          ...{ kind: 'unexpected-fail' as const, requirement, scenario },
          sentence: `${requirement} fails, which nothing expects: ${actual}`,
        })),
    },
    traceHash: 'c0ffee42'.repeat(8),
    requirements,
    verdicts,
    ...over,
  }
}

/** Coverage of a catalogue of which `judged` requirements were judged and three were not. */
export function sampleCoverage(judged: number): Coverage {
  const entry = (letter: string) => ({
    requirement: `RFC6120-4.9.3.19-${letter}`,
    strength: 'MUST' as const,
    clause: 'RFC 6120, 4.9.3.19',
    says: `A redirect \`${letter}\` is followed to where it leads.`,
  })
  return {
    requirements: judged + 3,
    classes: { tested: judged, untested: 1, 'implied-by': 1, untestable: 0, 'out-of-scope': 1 },
    unjudged: [
      {
        ...entry('a'),
        class: 'untested',
        why: 'No scenario proves it yet; it waits for the client role suites.',
      },
      { ...entry('b'), class: 'implied-by', why: 'It holds where RFC6121-8.1-a holds.' },
      { ...entry('c'), class: 'out-of-scope', why: NASTY[0] },
    ],
  }
}

/** A profile with two choices, one of which depends on the scenario, and the times of one kind of end. */
export function sampleProfile(ties = 'to all of the highest', ms = 12.5): BehaviourProfile {
  const choice = (requirement: string, branches: Record<string, string>) => ({
    requirement,
    role: 'server' as const,
    strength: 'INFO' as const,
    clause: 'RFC 6121, 8.5.2.1.1',
    says: `Who receives a message to \`${requirement}\` is recorded.`,
    taken: Object.entries(branches).map(([scenario, branch]) => ({
      scenario,
      parameters: scenario,
      branches: [branch],
      evidence: [100, 101],
    })),
  })
  const at = (conn: string, n: number, t: number) => ({ conn, n, t })
  return {
    choices: [
      choice('RFC6121-8.5.2.1.1-n', { 'tie/chat': ties, 'tie/normal': ties }),
      choice('RFC6121-8.5.3.2.1-a', { 'nobody/chat': 'stored', 'nobody/normal': NASTY[0] }),
    ],
    notice: [
      {
        ...{ end: 'fin', median: ms, least: ms - 2, most: ms + 30, copies: { least: 1, most: 2 } },
        samples: [
          {
            scenario: 'gone/fin',
            ended: at('service/1', 7, 50),
            told: at('client/1', 9, 50 + ms),
            ...{ ms, copies: 1 },
          },
        ],
      },
    ],
  }
}

function outcomes(verdicts: readonly VerdictRecord[]): RequirementOutcome[] {
  const groups = [...grouped(verdicts, (record) => record.requirement).values()]
  return groups.flatMap((records, index) => {
    const [first] = records
    if (first === undefined) return []
    const { requirement, strength, clause, says } = first
    const verdict = worst(records.map((record) => record.verdict))
    return [
      { requirement, strength, clause, says, verdict, scenarios: records.length, proven: index % 4 !== 0 },
    ]
  })
}

function tally(items: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of items) counts[verdict] += 1
  return counts
}
