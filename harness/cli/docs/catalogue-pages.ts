import type { CatalogueDocument } from '../../../fixtures/catalogue/load.js'
import { className } from '../../../reports/model/coverage.js'
import { codes, prose, table } from '../../../reports/model/markdown.js'
import { CLASSES, type Requirement } from '../../core/requirement.js'
import { countClasses, whyOf } from '../../run/coverage.js'
import { type Facts, killersOf, requirementsOf, scenariosOf } from './facts.js'
import { MADE } from './made.js'

/** The page of one document: every requirement, how the suite deals with it, and what it is known to catch. */
export function documentPage({ document, title, requirements }: CatalogueDocument, facts: Facts): string {
  const rows = requirements.map((entry) => {
    const { id, strength, roles, says } = entry
    const tested = entry.class === 'tested'
    return [
      `\`${id}\``,
      strength,
      roles.join(', '),
      prose(says),
      dealtWith(entry),
      tested ? scenariosOf(facts, id) : '–',
      tested ? codes(killersOf(facts, id)) : '–',
    ]
  })
  const counts = countClasses(requirements)
  const present = CLASSES.filter((each) => counts[each] > 0)
  return [
    `# ${document}: ${prose(title)}\n`,
    `${requirements.length} requirements: ${present.map((each) => `${counts[each]} ${className(each)}`).join(', ')}. [What the words mean](../verdicts.md#coverage); [all documents](README.md).\n`,
    table(['id', 'strength', 'roles', 'what must hold', 'class', 'scenarios', 'caught by'], rows),
    `"Caught by" names the faulty variants of the reference that fail this requirement; see the [detection ledger](../ledger.md). ${MADE}`,
  ].join('\n')
}

function dealtWith(entry: Requirement): string {
  const { class: how, impliedBy, until } = entry
  if (how === 'tested') return 'tested'
  if (impliedBy !== undefined) return `implied by ${codes(impliedBy)}`
  return until === undefined ? `${className(how)}: ${prose(whyOf(entry))}` : `untested, until ${prose(until)}`
}

/** The index of all documents, with counts. */
export function catalogueIndex(facts: Facts): string {
  const row = (name: string, what: string, requirements: readonly Requirement[]) => {
    const counts = countClasses(requirements)
    const scenarios = facts.scenarios.filter(({ proves }) =>
      requirements.some(({ id }) => proves.includes(id)),
    )
    return [name, what, requirements.length, ...CLASSES.map((each) => counts[each]), scenarios.length]
  }
  const rows = facts.documents.map(({ name, document, title, requirements }) =>
    row(`[${document}](${name}.md)`, prose(title), requirements),
  )
  return [
    '# Catalogue of requirements\n',
    'What the specifications demand of discovery, delivery, failover and redirect, statement by statement and in our own words. ' +
      'The entries are in `fixtures/catalogue`; `npx assay list requirements --json` prints them. ' +
      '[What strengths, classes and verdicts mean](../verdicts.md); [which faults each requirement is known to catch](../ledger.md).\n',
    table(
      ['document', 'title', 'requirements', ...CLASSES.map(className), 'scenarios'],
      [...rows, row('all', '', requirementsOf(facts))],
    ),
    `A scenario that proves requirements of several documents counts for each. ${MADE}`,
  ].join('\n')
}
