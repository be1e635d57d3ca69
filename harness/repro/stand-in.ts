import { VARIANTS } from '../../fixtures/variants/index.js'
import { isOfNodes, roleOf, type Variant } from '../../fixtures/variants/variant.js'
import type { Scenario } from '../run/scenario.js'
import { parseSpecifier } from '../subjects/specifier.js'
import type { Bundle } from './bundle.js'

/**
 * Simulations that may fail as the bundle's subject does, the likeliest first: for the reference the same build; for
 * others the variants that are known to break the requirement.
 * @param on specifier of the subject
 */
export function standIns(bundle: Bundle, on: string, scenario: Scenario): string[] {
  const { kind } = parseSpecifier(on)
  if (kind === 'sim') return [on]
  if (kind === 'embedded') return [on.replace(/^embedded/u, 'sim')]
  return VARIANTS.filter((variant) => breaks(variant, bundle)).map((variant) => simOf(variant, scenario))
}

function breaks(variant: Variant, { requirement, role }: Bundle): boolean {
  const broken = [...variant.breaks, ...(variant.workload ?? [])]
  return roleOf(variant) === role && broken.includes(requirement)
}

function simOf(variant: Variant, { needs }: Scenario): string {
  const isCluster = isOfNodes(variant) || needs.includes('nodes')
  return `sim:${variant.name}${isCluster ? '?nodes=2' : ''}`
}
