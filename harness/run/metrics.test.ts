import { describe, expect, it } from 'vitest'
import { type Measured, NO_PINGS } from '../core/metrics.js'
import type { JudgedScope } from './judge-scope.js'
import { metricsOf } from './metrics.js'

const scope = (
  measured: Measured[],
  phase: JudgedScope['start']['phase'] = 'explore',
  sent = 1,
): JudgedScope => ({
  name: 's',
  trace: '',
  start: { kind: 'scope-start', scenario: 's', proves: [], phase },
  verdicts: [],
  taken: [],
  noticed: [],
  metrics: { pings: { ...NO_PINGS, sent }, measured },
  heard: 0,
  over: 0,
})
const notice = (value: number, after = 'fin'): Measured => ({ of: 'notice', after, value })

describe('the numbers of drawn workloads', () => {
  it('are left out where none were drawn', () => {
    expect(metricsOf([scope([], 'only')])).toBeUndefined()
  })

  it('add up drawn workloads, and not those that were played to make a failure smaller', () => {
    const found = metricsOf([scope([], 'explore', 3), scope([], 'explore', 4), scope([], 'shrink', 100)])
    expect(found).toMatchObject({ workloads: 2, pings: { sent: 7, lost: 0 } })
  })

  it('are distributed by measure and end, with ranks that occurred', () => {
    const values = Array.from({ length: 100 }, (_, i) => notice(100 - i))
    const [fin, reset] = metricsOf([scope([...values, notice(7, 'reset')])])!.distributions
    expect(fin).toMatchObject({
      after: 'fin',
      samples: 100,
      least: 1,
      median: 50,
      p90: 90,
      p99: 99,
      most: 100,
    })
    expect(reset).toMatchObject({ after: 'reset', samples: 1, least: 7, median: 7, p99: 7 })
  })

  it('count every value in one bar', () => {
    const [found] = metricsOf([scope([0, 0.4, 1, 3, 3, 1500].map((value) => notice(value)))])!.distributions
    expect(found?.histogram.filter(({ samples }) => samples > 0)).toEqual([
      { upTo: 0, samples: 1 },
      { upTo: 1, samples: 2 },
      { upTo: 5, samples: 2 },
      { upTo: 2000, samples: 1 },
    ])
  })
})
