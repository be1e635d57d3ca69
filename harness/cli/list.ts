import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { JUDGE_VARIANTS } from '../../fixtures/variants/judges/index.js'
import { PROXY_VARIANTS } from '../../fixtures/variants/proxy/index.js'
import { roleOf } from '../../fixtures/variants/variant.js'
import { counted } from '../../reports/model/text.js'
import { SCENARIOS } from '../../suites/index.js'
import { EXIT, usageError } from '../core/exit.js'
import { proofOf, provenRequirements } from '../run/proofs.js'
import { listSubjects } from '../subjects/manifest.js'
import type { Io } from './io.js'

type Row = Record<string, unknown> & { line: string }

/** Prints what there is of one kind, a line each or as one JSON array. */
export function listCommand(io: Io, what: string, { json }: { json?: true }): number {
  const make = LISTS[what]
  if (make === undefined)
    throw usageError(`"${what}" cannot be listed; choose ${Object.keys(LISTS).join(', ')}.`)
  const rows = make()
  if (json)
    io.out(
      `${JSON.stringify(
        rows.map(({ line: _, ...row }) => row),
        null,
        2,
      )}\n`,
    )
  else for (const { line } of rows) io.out(`${line}\n`)
  return EXIT.ok
}

const LISTS: Record<string, () => Row[]> = {
  requirements: () => {
    const proven = provenRequirements()
    return [...loadCatalogue().values()].map((entry) => {
      const proving = SCENARIOS.filter((s) => s.proves.includes(entry.id))
      const scenarios = proving.length
      const isProven = scenarios > 0 && proving.every(({ role }) => proven.has(proofOf(entry.id, role)))
      const tested = `${entry.class} by ${counted(scenarios, 'scenario', 'scenarios')}, ${isProven ? 'proven' : 'unproven'}`
      const dealt = entry.class === 'tested' ? tested : entry.class
      return {
        ...entry,
        scenarios,
        proven: isProven,
        line: `${entry.id.padEnd(24)} ${entry.strength.padEnd(10)} ${dealt.padEnd(31)} ${entry.says}`,
      }
    })
  },
  scenarios: () =>
    SCENARIOS.map(({ path, kind, role, proves, needs }) => ({
      path,
      kind,
      role,
      proves,
      needs,
      line: `${path.padEnd(56)} ${role.padEnd(7)} ${proves.slice(0, 4).join(' ')}${proves.length > 4 ? ` and ${proves.length - 4} more` : ''}`,
    })),
  subjects: () =>
    listSubjects().map((subject) => ({
      ...subject,
      line: `${subject.specifier.padEnd(32)} ${subject.name}; ${subject.needs}`,
    })),
  variants: () => [
    ...VARIANTS.map((variant) => ({
      kind: 'reference',
      name: variant.name,
      role: roleOf(variant),
      says: variant.says,
      breaks: variant.breaks,
      line: variantLine(`embedded:${variant.name}`, roleOf(variant), variant.says),
    })),
    ...JUDGE_VARIANTS.map(({ name, of, says }) => ({
      kind: 'judge',
      name,
      judge: of,
      says,
      line: variantLine(name, 'judge', says),
    })),
    ...PROXY_VARIANTS.map(({ name, says, breaks }) => ({
      kind: 'proxy',
      name,
      says,
      breaks: [breaks],
      line: variantLine(name, 'proxy', says),
    })),
  ],
}

const variantLine = (name: string, of: string, says: string) => `${name.padEnd(44)} ${of.padEnd(7)} ${says}`
