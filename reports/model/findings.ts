import type { Known, VerdictRecord } from '../../harness/core/verdict.js'
import { parametersText } from './text.js'

/** Verdicts that share a fingerprint: the same bug, met in one or more scenarios. */
export interface Finding {
  first: VerdictRecord
  further: VerdictRecord[]
}

/** Groups the fails and errors by fingerprint, in the order they were met. */
export function findings(records: readonly VerdictRecord[]): Finding[] {
  const found = new Map<string, Finding>()
  for (const record of records) {
    if (record.verdict !== 'fail' && record.verdict !== 'error') continue
    const key = `${record.verdict} ${record.requirement} ${record.fingerprint}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { first: record, further: [] })
    else known.further.push(record)
  }
  return [...found.values()]
}

/** A scenario with its parameters, as every report names it. */
export function scenarioName(record: Pick<VerdictRecord, 'scenario' | 'parameters'>): string {
  const parameters = parametersText(record.parameters)
  return parameters === '' ? record.scenario : `${record.scenario} [${parameters}]`
}

/** Why a verdict was expected, with the upstream issue where there is one. */
export const knownText = ({ reason, issue }: Known): string =>
  issue === undefined ? reason : `${reason} Upstream: ${issue}`
