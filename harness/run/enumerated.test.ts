import { describe, expect, test } from 'vitest'
import type { FlowPlaces } from '../core/results-cuts.js'
import { bytesBetween, CUT_KINDS, type Cut, cutsAtPlaces, pathOf } from '../faults/cut.js'
import { cutIn, sampleOf, UNCUT } from './enumerated.js'
import type { Drawing } from './generated.js'
import { enumerated } from './scenario.js'
import { runOn } from './test-sim.js'

/** Two flows with three places, 27 cuts at them, and 197 other bytes. */
const FLOWS: FlowPlaces[] = [
  {
    ...{ as: 'client', connection: 1, direction: 'to-server', bytes: 120 },
    places: [
      { at: 40, what: 'the stream header' },
      { at: 90, what: '<a/>', element: 1 },
    ],
  },
  {
    ...{ as: 'client', connection: 1, direction: 'to-client', bytes: 80 },
    places: [{ at: 80, what: '<b/>', element: 1 }],
  },
]
const AT_PLACES = cutsAtPlaces(FLOWS).map(pathOf)
const OTHERS = bytesBetween(FLOWS).flatMap((where) => CUT_KINDS.map((cut) => pathOf({ ...where, cut })))

const sample = (most: number | 'all', seed = 'seed') => sampleOf(FLOWS, most, seed).map(pathOf)
const amount = (paths: string[], among: string[]) => paths.filter((path) => among.includes(path)).length

describe('a sample', () => {
  test.each([
    [0, 0, 0],
    [10, 10, 0],
    [AT_PLACES.length, AT_PLACES.length, 0],
    [AT_PLACES.length + 40, AT_PLACES.length, 40],
    [1_000_000, AT_PLACES.length, OTHERS.length],
    ['all' as const, AT_PLACES.length, 1000],
  ])('of %s cuts has %i at places and %i at other bytes, none twice', (most, atPlaces, atOthers) => {
    const paths = sample(most)
    expect([amount(paths, AT_PLACES), amount(paths, OTHERS)]).toEqual([atPlaces, atOthers])
    expect(new Set(paths).size).toBe(atPlaces + atOthers)
    expect(paths).toHaveLength(atPlaces + atOthers)
  })

  test.each([
    10,
    AT_PLACES.length + 40,
  ])('of %i is the same for a seed, and another one for another', (most) => {
    expect(sample(most)).toEqual(sample(most))
    expect(sample(most)).not.toEqual(sample(most, 'other'))
  })

  test('meets every place sooner or later, none much more often than others', () => {
    const times = new Map(AT_PLACES.map((path) => [path, 0]))
    for (let seed = 0; seed < 540; seed += 1)
      for (const path of sample(5, `${seed}`)) times.set(path, times.get(path)! + 1)
    // Each is expected 100 times, with a deviation of 9.
    for (const [path, count] of times) expect([path, count > 55 && count < 145]).toEqual([path, true])
  })

  test('of an exchange that nothing was measured of is empty', () => {
    expect(sampleOf([], 'all', 'seed')).toEqual([])
  })
})

describe('playing', () => {
  /** Plays an exchange of one client that logs in; returns the paths of what was cut, in order. */
  async function played(
    drawing: Partial<Drawing>,
    { measures = 'all', seed = 1 }: { measures?: 'all' | 'nothing'; seed?: number } = {},
  ): Promise<string[]> {
    const cuts: (Cut | undefined)[] = []
    const exchange = enumerated(
      'test/exchange',
      { proves: ['INV-RT-e'], role: 'server' },
      async (world, cut) => {
        cuts.push(cut)
        await world.proxies.place('client')
        await world.start(await world.account('client'), { as: 'client' })
        if (measures === 'all') world.proxies.measure()
      },
    )
    const usual: Drawing = { examples: 3, lanes: 2, onFailure: 'keep', shrinkBudget: 0 }
    const results = await runOn({
      ...{ specifier: 'sim', seed, jobs: 1, scenarios: [exchange] },
      drawing: { ...usual, ...drawing },
    })
    expect(results.verdicts.map(({ verdict }) => verdict)).not.toContain('error')
    return cuts.map((cut) => (cut === undefined ? UNCUT : pathOf(cut)))
  }

  test('begins with nothing cut, and then cuts what was measured in that, as often as examples are drawn', async () => {
    const paths = await played({})
    expect(paths).toHaveLength(4)
    expect(paths.indexOf(UNCUT)).toBe(0)
    expect(paths.lastIndexOf(UNCUT)).toBe(0)
    for (const path of paths.slice(1))
      expect(path).toMatch(/^client-1\/to-(server|client)\/(element|byte)-\d+\//u)
  })

  test('takes the number of cuts from `cuts` where it is given', async () => {
    expect(await played({ cuts: 6 })).toHaveLength(7)
  })

  test('with a path only that cut is played, measured or not, and with that of no cut nothing else', async () => {
    const path = 'client-1/to-client/byte-999999/reset'
    expect(await played({ path })).toEqual([path])
    expect(await played({ path: UNCUT })).toEqual([UNCUT])
  })

  test('cuts the same for a seed of the run, and others for another', async () => {
    const paths = await played({ cuts: 6 })
    expect(await played({ cuts: 6 })).toEqual(paths)
    expect(await played({ cuts: 6 }, { seed: 2 })).not.toEqual(paths)
  })

  test('where nothing was measured nothing is cut', async () => {
    expect(await played({}, { measures: 'nothing' })).toEqual([UNCUT])
  })

  test('when it is enough no further cut is begun', async () => {
    expect(await played({ cuts: 50, enough: AbortSignal.abort() })).toEqual([UNCUT])
  })
})

test('the parameters of a play tell its cut, also after they were written down', () => {
  const [cut] = cutsAtPlaces(FLOWS)
  expect(cutIn(JSON.parse(JSON.stringify(cut)))).toEqual(cut)
  expect(cutIn({ cut: 'none' })).toBeUndefined()
})
