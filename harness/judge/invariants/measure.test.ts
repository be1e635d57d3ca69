import { describe, expect, it } from 'vitest'
import { measure } from './measure.js'
import { operationsIn } from './operations.js'
import type { Policy } from './options.js'
import { type Script, scene } from './test-script.js'

const of = (script: Script, policy: Policy = 'one') =>
  measure(operationsIn(script.tape.history, { policy: [policy] }))
const ping = (script: Script, mark: string) => script.message('c', mark, { echo: 'ping' })

describe('the fates of pings', () => {
  it('counts each ping once', () => {
    const script = scene()
    ping(script, 'p').got('a', 'p').asks('c')
    ping(script, 'q').returned('c', 'q').asks('c')
    ping(script, 'r').gotStored('b', 'r').asks('c')
    ping(script, 's').asks('c')
    ping(script, 't')
    const { sent, delivered, stored, returned, lost, inDoubt } = of(script).pings
    expect({ sent, delivered, stored, returned, lost, inDoubt }).toEqual({
      sent: 5,
      delivered: 1,
      stored: 1,
      returned: 1,
      lost: 1,
      inDoubt: 1,
    })
  })

  it('counts what is read twice beside its fate', () => {
    expect(of(ping(scene(), 'p').got('a', 'p').got('a', 'p')).pings).toMatchObject({
      delivered: 1,
      doubled: 1,
    })
  })

  it('calls a ping misrouted where somebody else was higher for certain', () => {
    const low = ping(scene(), 'p').got('b', 'p').asks('a', 'c')
    expect(of(low).pings.misrouted).toBe(1)
    expect(of(low, 'all').pings.misrouted).toBe(0)
  })

  it('counts no message that is no ping', () => {
    expect(of(scene().message('c', 'm').got('a', 'm')).pings.sent).toBe(0)
  })
})

describe('times', () => {
  it('takes the time to notice from the end to the unavailable at who had directed presence', () => {
    const script = scene().directs('a', 'c@x/c', 'd').got('c', 'd').asks('a').wait(100).reset('a').wait(40)
    expect(of(script.told('c', 'svc@x/a')).measured).toEqual([{ of: 'notice', after: 'reset', value: 41 }])
  })

  it('takes no time where nobody is told, or where the resource was bound again before', () => {
    const script = () => scene().directs('a', 'c@x/c', 'd').got('c', 'd').asks('a').reset('a')
    expect(of(script()).measured).toEqual([])
    expect(of(script().bind('a', 'svc@x/a').told('c', 'svc@x/a')).measured).toEqual([])
  })

  it('takes the time to fail over from the first ping behind the end, and counts the pings before', () => {
    const script = ping(scene(), 'p').got('a', 'p').reset('a').wait(500)
    ping(ping(script, 'q').wait(10), 'r').got('b', 'r')
    expect(of(script).measured).toEqual([
      { of: 'failover', after: 'reset', value: 12 },
      { of: 'lost-pings', after: 'reset', value: 1 },
    ])
  })

  it('takes no time to fail over where the last ping had gone elsewhere', () => {
    const script = ping(scene(5, 10), 'p').got('b', 'p').reset('a')
    expect(of(ping(script, 'q').got('b', 'q')).measured).toEqual([])
  })
})
