import { VERDICTS, type Verdict } from '../../harness/core/verdict.js'

const natural = new Intl.Collator('en', { numeric: true })

/** The document of a clause, for example `RFC 6121` of `RFC 6121, 8.5.2.1.1`. */
export function documentOf(clause: string): string {
  return clause.split(', ', 1)[0] ?? clause
}

/** The part of its document a requirement stands in: `8.5` of section 8.5.2.1.1, else the middle of its id. */
export function partOf({ requirement, clause }: { requirement: string; clause: string }): string {
  const [, section] = clause.split(', ')
  if (section !== undefined) return section.split('.').slice(0, 2).join('.')
  return requirement.split('-').slice(1, -1).join('-')
}

/** Items grouped by key; groups in natural order of the key, items in their own order. */
export function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = key(item)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return new Map([...groups].sort(([a], [b]) => natural.compare(a, b)))
}

/** Items with a verdict, worst first; equals keep their order. */
export function worstFirst<Item extends { verdict: Verdict }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
}

/** Requirements in natural order of their ids, so that section 10 follows section 9. */
export function byId<Item extends { requirement: string }>(outcomes: readonly Item[]): Item[] {
  return [...outcomes].sort((a, b) => natural.compare(a.requirement, b.requirement))
}
