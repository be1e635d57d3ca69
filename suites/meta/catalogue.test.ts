import { describe, expect, test } from 'vitest'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { roleOf } from '../../fixtures/variants/variant.js'
import { SCENARIOS } from '../index.js'

const catalogue = loadCatalogue()
const proved = new Set(SCENARIOS.flatMap((s) => s.proves))
const repeated = (names: string[]) => names.filter((name, i) => names.indexOf(name) !== i)

describe('scenarios', () => {
  test('there are some', () => {
    expect(SCENARIOS.length).toBeGreaterThan(0)
  })

  test('have paths of their own, of which none is the beginning of another', () => {
    const paths = SCENARIOS.map((s) => s.path)
    expect(repeated(paths)).toEqual([])
    expect(paths.filter((path) => paths.some((p) => p.startsWith(`${path}/`)))).toEqual([])
  })

  test('have paths that a shell takes as they are', () => {
    expect(SCENARIOS.map((s) => s.path).filter((path) => !/^[a-z][\w.+/-]*$/u.test(path))).toEqual([])
  })

  test('prove something', () => {
    expect(SCENARIOS.filter((s) => s.proves.length === 0).map((s) => s.path)).toEqual([])
  })

  test('prove tested requirements of the catalogue only', () => {
    const wrong = [...proved].filter((id) => catalogue.get(id)?.class !== 'tested')
    expect(wrong).toEqual([])
  })

  test('prove requirements of their own role', () => {
    const wrong = SCENARIOS.flatMap(({ path, proves, role }) =>
      proves
        .filter((id) => catalogue.get(id)?.roles.includes(role) === false)
        .map((id) => `${path}: ${id} is not for a ${role}`),
    )
    expect(wrong).toEqual([])
  })
})

/** How many requirements each family of documents has; an entry is never dropped silently. */
const FAMILIES = { RFC: 205, XEP: 82, DIX: 38, PROF: 7, CHAOS: 15, INV: 40, AMB: 14 }

describe('requirements', () => {
  test('are tested exactly if a scenario proves them', () => {
    const wrong = [...catalogue.values()].filter((r) => (r.class === 'tested') !== proved.has(r.id))
    expect(
      wrong.map((r) => `${r.id} is ${r.class}, and ${proved.has(r.id) ? 'a' : 'no'} scenario proves it`),
    ).toEqual([])
  })

  test('are all there, document family by family', () => {
    const counts: Record<string, number> = {}
    for (const id of catalogue.keys()) {
      const family = /^[A-Z]+/u.exec(id)?.[0] ?? id
      counts[family] = (counts[family] ?? 0) + 1
    }
    expect(counts).toEqual(FAMILIES)
  })

  test('say each something of their own', () => {
    expect(repeated([...catalogue.values()].map((r) => r.says))).toEqual([])
  })

  test('that must or must not hold are killed by a variant', () => {
    const killed = new Set(VARIANTS.flatMap((v) => v.breaks.map((id) => `${roleOf(v)} ${id}`)))
    const unkilled = SCENARIOS.flatMap(({ proves, role }) =>
      proves
        .filter((id) => /^(?:MUST|ONE-OF)/u.test(catalogue.get(id)?.strength ?? ''))
        .map((id) => `${role} ${id}`)
        .filter((proof) => !killed.has(proof)),
    )
    expect([...new Set(unkilled)]).toEqual([])
  })
})

describe('variants', () => {
  test('have names of their own, in words and hyphens', () => {
    expect(repeated(VARIANTS.map((v) => v.name))).toEqual([])
    expect(VARIANTS.filter((v) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(v.name)).map((v) => v.name)).toEqual([])
  })

  test('break something', () => {
    expect(
      VARIANTS.filter(
        (v) => v.breaks.length + (v.workload?.length ?? 0) + (v.cuts?.breaks.length ?? 0) === 0,
      ).map((v) => v.name),
    ).toEqual([])
  })

  test('break requirements that exist and are proved, each named once', () => {
    const wrong = VARIANTS.flatMap((v) =>
      [...v.breaks.filter((id) => !catalogue.has(id) || !proved.has(id)), ...repeated(v.breaks)].map(
        (id) => `${v.name}: ${id}`,
      ),
    )
    expect(wrong).toEqual([])
  })
})
