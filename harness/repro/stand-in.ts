import { VARIANTS } from '../../fixtures/variants/index.js'
import { isOfNodes, roleOf, type Variant } from '../../fixtures/variants/variant.js'
import type { Scenario } from '../run/scenario.js'
import { parseSpecifier } from '../subjects/specifier.js'
import type { Bundle } from './bundle.js'

/**
 * Simulations that may fail as the bundle's subject does, the likeliest first: for the reference the same build; for
 * others the variants that are known to break the requirement. Those of one list belong together: an example is to fail
 * on all of them on which the bundle's does.
 * @param on specifier of the subject
 */
export function standIns(bundle: Bundle, on: string, scenario: Scenario): string[][] {
  const { kind } = parseSpecifier(on)
  if (kind === 'sim') return [[on]]
  if (kind === 'embedded') return [atBothPaces(on.replace(/^embedded/u, 'sim'))]
  return VARIANTS.filter((variant) => breaks(variant, bundle)).map((variant) =>
    atBothPaces(simOf(variant, scenario)),
  )
}

/**
 * Without latency a login takes no time, and examples could be left whose order only that keeps; with it as long as
 * over TCP. What fails at both paces likely fails on a real network.
 */
const atBothPaces = (sim: string) => [sim, `${sim}${sim.includes('?') ? '&' : '?'}latency=1`]

function breaks(variant: Variant, { requirement, role }: Bundle): boolean {
  const broken = [...variant.breaks, ...(variant.workload ?? [])]
  return roleOf(variant) === role && broken.includes(requirement)
}

function simOf(variant: Variant, { needs }: Scenario): string {
  const isCluster = isOfNodes(variant) || needs.includes('nodes')
  return `sim:${variant.name}${isCluster ? '?nodes=2' : ''}`
}
