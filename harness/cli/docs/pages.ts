import { catalogueIndex, documentPage } from './catalogue-pages.js'
import { declaredFacts, type Facts } from './facts.js'
import { ledgerPage } from './ledger-page.js'

/** Every generated page: its text by its path below `docs`. */
export function generatedPages(facts: Facts = declaredFacts()): Map<string, string> {
  return new Map([
    ['catalogue/README.md', catalogueIndex(facts)],
    ...facts.documents.map((each): [string, string] => [
      `catalogue/${each.name}.md`,
      documentPage(each, facts),
    ]),
    ['ledger.md', ledgerPage(facts)],
  ])
}
