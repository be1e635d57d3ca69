import { systemClock } from '../core/clock.js'
import type { Results } from '../core/results.js'
import type { Judgement, VerdictRecord } from '../core/verdict.js'
import { startEmbedded } from '../subjects/embedded.js'
import { parseSpecifier } from '../subjects/specifier.js'
import type { Subject } from '../subjects/subject.js'
import type { Scenario } from './scenario.js'
import { runSession, type SessionOptions } from './session.js'

/** Runs `scenarios` on a fresh reference in this process, for tests; `change` adjusts the session. */
export async function runOnReference(
  scenarios: Scenario[],
  change: (subject: Subject) => Partial<SessionOptions> = () => ({}),
): Promise<Results> {
  const subject = await startEmbedded(parseSpecifier('embedded'), systemClock)
  try {
    return await runSession({
      subject,
      scenarios,
      folder: undefined,
      seed: 1,
      jobs: 1,
      drawing: { examples: 5, lanes: 1, onFailure: 'shrink', shrinkBudget: 5000 },
      selection: { only: [], profile: 'core' },
      command: 'assay run embedded',
      expectations: { path: null, entries: [] },
      gate: { strength: 'should', allowInconclusive: 0 },
      clock: systemClock,
      interrupt: new AbortController().signal,
      progress: { began: () => undefined, played: () => undefined, ended: () => undefined },
      ...change(subject),
    })
  } finally {
    await subject.stop()
  }
}

/** A judgement with nothing in it but what a test is about. */
export function plainJudgement(verdict: Judgement['verdict'], deviation = ''): Judgement {
  return {
    verdict,
    expected: [],
    actual: '',
    explanation: 'Because.',
    deviation,
    evidence: [],
    closure: 'none',
  }
}

/** A verdict record with nothing in it but what a test is about. */
export function plainRecord(
  requirement: string,
  verdict: VerdictRecord['verdict'],
  rest: Partial<VerdictRecord> = {},
): VerdictRecord {
  return {
    ...plainJudgement(verdict),
    requirement,
    role: 'server',
    strength: 'MUST',
    says: '',
    clause: '',
    scenario: 's',
    fingerprint: '0123456789ab',
    judge: 'outcome',
    lines: [],
    rerun: '',
    ...rest,
  }
}
