import { VARIANTS } from '../../fixtures/variants/index.js'
import { roleOf } from '../../fixtures/variants/variant.js'
import type { Role } from '../core/requirement.js'

/** The key of a proof: a requirement that holds for several roles is proven able to fail in each by itself. */
export const proofOf = (requirement: string, role: Role): string => `${role} ${requirement}`

/** Proofs that variants give: in which role which requirement catches at least one. */
export function provenRequirements(): ReadonlySet<string> {
  return new Set(
    VARIANTS.flatMap((v) =>
      [...v.breaks, ...(v.workload ?? []), ...(v.cuts?.breaks ?? [])].map((id) => proofOf(id, roleOf(v))),
    ),
  )
}
