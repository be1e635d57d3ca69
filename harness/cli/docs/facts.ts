import { type CatalogueDocument, loadDocuments } from '../../../fixtures/catalogue/load.js'
import { VARIANTS } from '../../../fixtures/variants/index.js'
import type { Variant } from '../../../fixtures/variants/variant.js'
import { SCENARIOS } from '../../../suites/index.js'
import type { Requirement } from '../../core/requirement.js'
import type { Scenario } from '../../run/scenario.js'

/** What the generated pages are made from: declared data only. */
export interface Facts {
  documents: CatalogueDocument[]
  scenarios: readonly Scenario[]
  variants: readonly Variant[]
}

/** The facts as this version declares them. */
export function declaredFacts(): Facts {
  return { documents: loadDocuments(), scenarios: SCENARIOS, variants: VARIANTS }
}

/** Every requirement, in the order of the catalogue. */
export function requirementsOf({ documents }: Facts): Requirement[] {
  return documents.flatMap(({ requirements }) => requirements)
}

/** How many scenarios prove a requirement. */
export function scenariosOf({ scenarios }: Facts, id: string): number {
  return scenarios.filter(({ proves }) => proves.includes(id)).length
}

/** Names of the variants that a requirement catches. */
export function killersOf({ variants }: Facts, id: string): string[] {
  return variants.filter(({ breaks }) => breaks.includes(id)).map(({ name }) => name)
}
