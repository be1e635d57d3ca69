import type { Results } from '../../harness/core/results.js'

/** One run in a comparison. */
export interface Column {
  /** What tells it from the other runs: implementation and version, and more only where those are the same. */
  label: string
  results: Results
}

const natural = new Intl.Collator('en', { numeric: true })

/** The runs in the order of implementation, version and date, so that versions stand side by side. */
export function columnsOf(runs: readonly Results[]): Column[] {
  const ordered = [...runs].sort(
    (a, b) =>
      natural.compare(a.subject.name, b.subject.name) ||
      natural.compare(a.subject.version, b.subject.version) ||
      natural.compare(a.subject.specifier, b.subject.specifier) ||
      natural.compare(a.started, b.started),
  )
  const short = ordered.map(({ subject }) => `${subject.name} ${subject.version}`)
  const middle = ordered.map(({ subject }, index) => `${short[index]} (${subject.specifier})`)
  const long = ordered.map(({ run }, index) => `${middle[index]} ${run}`)
  const alone = (labels: string[], label: string | undefined) =>
    labels.filter((each) => each === label).length < 2
  return ordered.map((results, index) => {
    const label = [short, middle].find((labels) => alone(labels, labels[index])) ?? long
    return { label: label[index] ?? results.run, results }
  })
}
