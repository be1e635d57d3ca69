import type { CutCell, CutCoverage, CutStrip, FlowPlaces } from '../core/results-cuts.js'
import { type Verdict, worst } from '../core/verdict.js'
import { bytesBetween, CUT_KINDS, type Cut, cutsAtPlaces, pathOf } from '../faults/cut.js'
import { UNCUT } from './enumerated.js'
import type { JudgedScope } from './judge-scope.js'

/** How much of each exchange was cut, and what came of it, where one was played whole and measured. */
export function cutCoverageOf(scopes: readonly JudgedScope[]): CutCoverage[] {
  const whole = scopes.filter(({ start, proxied }) => start.path === UNCUT && proxied?.measured.length)
  return whole
    .toSorted((a, b) => (a.start.scenario < b.start.scenario ? -1 : 1))
    .map(({ start: { scenario }, proxied }) => {
      const played = scopes.filter(({ start }) => start.scenario === scenario && start.path !== UNCUT)
      return coverageOf(scenario, proxied?.measured ?? [], played)
    })
}

function coverageOf(scenario: string, flows: FlowPlaces[], played: readonly JudgedScope[]): CutCoverage {
  const atPlaces = new Set(cutsAtPlaces(flows).map(pathOf))
  // What was never set off cut nothing: the exchange went another way, or its bytes were fewer.
  const cut = played.filter(({ proxied }) => (proxied?.faults ?? 0) > 0)
  const here = cut.filter(({ start: { path = '' } }) => atPlaces.has(path))
  return {
    scenario,
    places: { points: atPlaces.size, played: here.length },
    bytes: { points: bytesBetween(flows).length * CUT_KINDS.length, played: cut.length - here.length },
    strips: flows.map((flow) => stripOf(flow, cut, atPlaces)),
  }
}

function stripOf(flow: FlowPlaces, cut: readonly JudgedScope[], atPlaces: ReadonlySet<string>): CutStrip {
  const { as, connection, direction, bytes, places } = flow
  const cells = places.map(({ at, what }): CutCell => {
    return { at, what, verdict: 'untested', played: { here: 0, before: 0 }, found: [] }
  })
  for (const scope of cut) {
    const point = scope.start.parameters as Cut
    if (point.as !== as || point.connection !== connection || point.direction !== direction) continue
    const cell = cells[placeOf(flow, point)]
    if (cell === undefined) continue
    const verdict = verdictOf(scope)
    cell.played[atPlaces.has(scope.start.path ?? '') ? 'here' : 'before'] += 1
    cell.verdict = worst([cell.verdict, verdict])
    if (verdict !== 'pass')
      cell.found.push({ path: scope.start.path ?? '', verdict, requirements: blamed(scope) })
  }
  return { as, connection, direction, bytes, cells }
}

/** The index of the place that the cut is at, or lies before. */
function placeOf({ places }: FlowPlaces, { behind }: Cut): number {
  if ('element' in behind) return places.findIndex(({ element }) => element === behind.element)
  const next = places.findIndex(({ at }) => at >= behind.byte)
  return next < 0 ? places.length - 1 : next
}

/** What one cut came to: not every rule has something to judge in every history, but the script has to end. */
function verdictOf({ verdicts, proxied }: JudgedScope): Verdict {
  const found = worst(verdicts.map(({ judgement }) => judgement.verdict))
  if (found === 'fail' || found === 'error') return found
  return proxied?.outcome === 'done' ? 'pass' : 'inconclusive'
}

const blamed = ({ verdicts }: JudgedScope): string[] =>
  verdicts
    .filter(({ judgement: { verdict } }) => verdict === 'fail' || verdict === 'error')
    .map(({ requirement }) => requirement)
