import { z } from 'zod'
import { usageError } from '../../harness/core/exit.js'
import { CLASSES } from '../../harness/core/requirement.js'
import type { GateProblem, Results } from '../../harness/core/results.js'
import { VERDICTS, type Verdict } from '../../harness/core/verdict.js'
import { behaviourSchema } from './behaviour-schema.js'
import { cutsSchema } from './cuts-schema.js'
import { count, keys, role, strength, strings } from './fields.js'
import { metricsSchema } from './metrics-schema.js'

const KINDS: Record<GateProblem['kind'], true> = {
  'unexpected-fail': true,
  'unexpected-pass': true,
  'changed-reason': true,
  'unmatched-entry': true,
  'expired-entry': true,
  incomplete: true,
  error: true,
  inconclusive: true,
}

const verdict = z.enum(VERDICTS)
const counts = z.record(verdict, count)
const closure = z.union([
  z.enum(['clean', 'tcp-close', 'reset', 'none']),
  z.templateLiteral(['stream-error(', z.string(), ')']),
])

const line = z.object({ n: count, t: z.number(), who: z.string(), what: z.string(), text: z.string() })

const record = z.object({
  requirement: z.string(),
  role,
  strength,
  clause: z.string(),
  says: z.string(),
  scenario: z.string(),
  parameters: z.unknown().optional(),
  scope: z.string().optional(),
  verdict,
  expected: strings,
  actual: z.string(),
  explanation: z.string(),
  deviation: z.string(),
  branch: z.string().optional(),
  evidence: z.array(count),
  closure,
  fingerprint: z.string(),
  judge: z.string(),
  lines: z.array(line),
  known: z.object({ reason: z.string(), issue: z.string().optional(), at: z.string() }).optional(),
  rerun: z.string(),
})

const outcome = z.object({
  requirement: z.string(),
  strength,
  clause: z.string(),
  says: z.string(),
  verdict,
  scenarios: count,
  proven: z.boolean(),
})

const unjudged = z.object({
  requirement: z.string(),
  strength,
  clause: z.string(),
  says: z.string(),
  class: z.enum(CLASSES),
  why: z.string(),
})

const problem = z.object({
  kind: z.enum(keys(KINDS)),
  sentence: z.string(),
  requirement: z.string().optional(),
  scenario: z.string().optional(),
  at: z.string().optional(),
})

const subject = z.object({
  specifier: z.string(),
  name: z.string(),
  version: z.string(),
  carrier: z.string(),
  domain: z.string(),
  notes: strings,
})

/** The shape of `results.json`, as docs/results.md describes it. Fields it does not know are left out. */
export const resultsSchema: z.ZodType<Results> = z.object({
  format: z.literal('assay-results/1'),
  tool: z.object({ name: z.literal('xmpp-assay'), version: z.string(), node: z.string() }),
  run: z.string(),
  started: z.string(),
  durationMs: z.number().min(0),
  seed: z.number(),
  command: z.string(),
  subject,
  selection: z.object({ only: strings, profile: z.string(), role: role.optional() }),
  counts,
  requirementCounts: counts,
  coverage: z.object({
    requirements: count,
    classes: z.record(z.enum(CLASSES), count),
    unjudged: z.array(unjudged),
  }),
  profile: behaviourSchema,
  metrics: metricsSchema.optional(),
  cuts: cutsSchema.optional(),
  gate: z.object({
    exitCode: count,
    holds: z.boolean(),
    expectations: z.string().nullable(),
    problems: z.array(problem),
  }),
  died: z.object({ scenario: z.string(), step: z.string(), detail: z.string() }).optional(),
  traceHash: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
  requirements: z.array(outcome),
  verdicts: z.array(record),
})

/**
 * Reads the text of a `results.json`.
 * @param at the path the text came from, for the message
 * @throws UserError (64) when it is not JSON, has another shape, or its counts contradict its verdicts.
 */
export function parseResults(text: string, at = 'results.json'): Results {
  const parsed = resultsSchema.safeParse(jsonOf(text, at))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const place = issue === undefined || issue.path.length === 0 ? 'the document' : issue.path.join('.')
    throw usageError(
      `${at} is not a results document of Assay: ${place}: ${issue?.message ?? 'wrong shape'}.`,
    )
  }
  const odd = contradiction(parsed.data)
  if (odd !== undefined) throw usageError(`${at} contradicts itself: ${odd}; it was changed after the run.`)
  return parsed.data
}

function jsonOf(text: string, at: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw usageError(
      `${at} is not JSON (${cause instanceof Error ? cause.message : cause}); give a results.json.`,
    )
  }
}

function contradiction(results: Results): string | undefined {
  const differs = (said: Record<Verdict, number>, items: { verdict: Verdict }[], what: string) => {
    for (const each of VERDICTS) {
      const seen = items.filter((item) => item.verdict === each).length
      if (seen !== said[each]) return `${what}.${each} is ${said[each]}, but ${seen} are listed`
    }
    return undefined
  }
  return (
    differs(results.counts, results.verdicts, 'counts') ??
    differs(results.requirementCounts, results.requirements, 'requirementCounts')
  )
}
