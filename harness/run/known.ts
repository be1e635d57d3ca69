import type { VerdictRecord } from '../core/verdict.js'
import type { Expectation, ExpectedDeviation, ExpectedStop } from './expectations.js'

/** Whether an entry is about the requirement and the scenario of a verdict. */
export const covers = ({ requirement, profile }: ExpectedDeviation, record: VerdictRecord) =>
  requirement === record.requirement && (profile === undefined || record.scenario.startsWith(`${profile}/`))

/** Whether an entry expects this very verdict. */
export const meets = (entry: ExpectedDeviation, record: VerdictRecord) =>
  entry.verdict === record.verdict && covers(entry, record) && entry.fingerprint === record.fingerprint

/** Whether an entry expects that the scenario of this verdict stopped as it did. */
export const stops = (entry: ExpectedStop, record: VerdictRecord) =>
  record.verdict === 'inconclusive' && record.judge === 'none' && record.explanation.includes(entry.stops)

/** The verdict, with what the first entry says that expects it. */
export function withKnown(record: VerdictRecord, expectations: readonly Expectation[]): VerdictRecord {
  const entry = expectations.find((each) => ('stops' in each ? stops(each, record) : meets(each, record)))
  if (entry === undefined) return record
  const { reason, issue, at } = entry
  return { ...record, known: { reason, ...(issue === undefined ? {} : { issue }), at } }
}
