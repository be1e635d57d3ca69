import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { once } from '../judge/questions.js'
import type { Subject } from '../subjects/subject.js'
import { generated, scenario } from './scenario.js'
import { runOnReference } from './test-bench.js'
import type { World } from './world.js'

const A = { proves: ['RFC6120-8.1.3-c'], role: 'server' } as const
const options = () => ({ ...A, proves: [...A.proves] })

/** Pings the server and asks whether one answer came. */
async function ping(world: World): Promise<void> {
  world.step('ping the server')
  const client = await world.start(await world.account('client'), { as: 'client' })
  const id = client.iq({})
  const see = { name: 'iq', attrs: { id } }
  world.check(
    A.proves[0],
    once('It is answered.', see, { at: client.id, after: { mark: id }, until: await client.barrier() }),
  )
}

const summary = (results: Awaited<ReturnType<typeof runOnReference>>) =>
  Object.fromEntries(results.verdicts.map((v) => [v.scenario, v.verdict]))

describe('scripts that do not come to their question', () => {
  test('a bug of the scenario is an error of ours, with exit code 70', async () => {
    const results = await runOnReference([
      scenario('broken', options(), async (world) => {
        world.step('trip over')
        throw new TypeError('x is not a function')
      }),
    ])
    expect(results.verdicts).toMatchObject([{ verdict: 'error', judge: 'none' }])
    expect(results.verdicts[0]?.explanation).toMatch(/“trip over”: TypeError: x is not a function/u)
    expect(results.gate).toMatchObject({ exitCode: 70, holds: false })
  })

  test('one that never asks is an error too', async () => {
    const results = await runOnReference([scenario('mute', options(), async () => undefined)])
    expect(results.verdicts[0]).toMatchObject({ verdict: 'error' })
    expect(results.verdicts[0]?.explanation).toContain('never asked about')
  })

  test('one that takes too long is inconclusive, with exit code 2', async () => {
    const forever = scenario('slow', options(), (world) => {
      world.step('wait for ever')
      return new Promise<void>(() => undefined)
    })
    const results = await runOnReference([forever], (subject) => {
      subject.bounds = { ...subject.bounds, scenario: 30 }
      return {}
    })
    expect(results.verdicts[0]).toMatchObject({ verdict: 'inconclusive' })
    expect(results.verdicts[0]?.explanation).toContain('“wait for ever”: It took longer than 30 ms.')
    expect(results.gate.exitCode).toBe(2)
    expect(results.died).toBeUndefined()
  })

  test('one that misses something is inconclusive, while the subject goes on', async () => {
    const deaf = scenario('deaf', options(), async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client' })
      await client.expect('a greeting', { name: 'message' }, 20)
    })
    const results = await runOnReference([deaf, scenario('next', options(), ping)])
    expect(summary(results)).toEqual({ deaf: 'inconclusive', next: 'pass' })
    expect(results.verdicts[0]).toMatchObject({ scenario: 'deaf', verdict: 'inconclusive' })
    expect(results.verdicts[0]?.explanation).toContain('client/1 waited 20 ms for a greeting.')
    expect(results.died).toBeUndefined()
  })

  test('a refused login is inconclusive', async () => {
    const stranger = scenario('stranger', options(), async (world) => {
      const account = await world.account('client')
      await world.start({ ...account, password: 'wrong' }, { as: 'client' })
    })
    const results = await runOnReference([stranger])
    expect(results.verdicts[0]).toMatchObject({ verdict: 'inconclusive' })
    expect(results.verdicts[0]?.explanation).toMatch(/SASLError/u)
  })
})

describe('a subject that dies', () => {
  const deadly = (subject: () => Subject) =>
    scenario('b-deadly', options(), async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client' })
      world.step('ask a dead server')
      await subject().stop()
      await client.expect('an answer', { name: 'iq', attrs: { id: 'none' } })
    })

  test('is not blamed for what it did not say any more', async () => {
    let victim: Subject | undefined
    const blaming = scenario('b-blaming', options(), async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client' })
      const mark = client.message({ to: client.jid })
      await client.expect('its message', { mark })
      world.check(
        A.proves[0],
        once('It comes again.', { mark }, { at: client.id, after: { received: { mark } } }),
      )
      await victim?.stop()
      await client.closed()
    })
    const results = await runOnReference([blaming], (subject) => {
      victim = subject
      return {}
    })
    expect(summary(results)).toEqual({ 'b-blaming': 'inconclusive' })
    expect(results.verdicts[0]?.explanation).toMatch(/^The subject died before this scenario was over/u)
  })

  test.each([1, 3])('leaves a report: where it died, and the rest untested (%i at once)', async (jobs) => {
    let victim: Subject | undefined
    const rest = Array.from({ length: 6 }, (_, i) => scenario(`c-${i}`, options(), (w) => ping(w)))
    const results = await runOnReference([deadly(() => victim!), ...rest], (subject) => {
      victim = subject
      return { jobs }
    })
    expect(results.died).toMatchObject({ scenario: expect.stringMatching(/^[bc]-/u) })
    expect(results.died?.detail).toContain('no longer answers')
    expect(Object.keys(summary(results)).sort()).toEqual(['b-deadly', ...rest.map((s) => s.path)])
    expect(summary(results)['b-deadly']).not.toBe('pass')
    if (jobs > 1) return
    expect(results.died).toMatchObject({ scenario: 'b-deadly', step: 'ask a dead server' })
    expect(results.counts).toMatchObject({ inconclusive: 1, untested: 6 })
    expect(results.verdicts.at(-1)?.explanation).toBe('The subject was gone before this scenario.')
  })
})

describe('an interrupt', () => {
  test.each([1, 2])('ends the scenario under way and leaves none out (%i at once)', async (jobs) => {
    const interrupt = new AbortController()
    const scenarios = [
      scenario('a-first', options(), () => {
        interrupt.abort()
        return new Promise<void>(() => undefined)
      }),
      ...['b', 'c', 'd'].map((path) => scenario(path, options(), () => new Promise<void>(() => undefined))),
    ]
    const results = await runOnReference(scenarios, () => ({ interrupt: interrupt.signal, jobs }))
    expect(summary(results)).toEqual({ 'a-first': 'untested', b: 'untested', c: 'untested', d: 'untested' })
    expect(results.gate.exitCode).toBe(3)
  })

  test('before the start leaves everything untested', async () => {
    const results = await runOnReference([scenario('a', options(), ping)], () => ({
      interrupt: AbortSignal.abort(),
    }))
    expect(results.counts.untested).toBe(1)
    expect(results.verdicts[0]?.explanation).toBe('The run was interrupted before this scenario.')
  })
})

test('a scenario that needs a reset is passed over where none arrives', async () => {
  const needy = scenario('reset', { ...options(), needs: ['rst'] }, ping)
  const results = await runOnReference([needy], (subject) => {
    subject.resetPath = { carried: false, how: 'A proxy stands before the subject.' }
    return {}
  })
  expect(results.verdicts[0]).toMatchObject({
    verdict: 'inapplicable',
    explanation: 'A reset cannot be tested here: A proxy stands before the subject.',
  })
  expect(results.gate.exitCode).toBe(3)
})

describe('generated scenarios', () => {
  const numbers = fc.integer({ min: 0, max: 1000 })

  test('a failing example is shrunk, and stands for the failure', async () => {
    const property = generated('numbers', options(), numbers, async (world, example) => {
      const client = await world.start(await world.account('client'), { as: 'client' })
      const id = client.iq({})
      const see = { name: 'iq', attrs: { id: example < 7 ? id : 'none' } }
      const until = await client.barrier()
      world.check(A.proves[0], once('It is answered.', see, { at: client.id, after: { mark: id }, until }))
    })
    const results = await runOnReference([property])
    expect(results.verdicts).toMatchObject([{ verdict: 'fail', parameters: 7, deviation: 'nothing' }])
    expect(results.verdicts[0]?.explanation).toMatch(/ It failed in [1-5] of 5 drawn examples\.$/u)
    const path = / --path (\S+)$/u.exec(results.verdicts[0]?.rerun ?? '')?.[1] ?? ''
    const again = await runOnReference([property], () => ({
      drawing: { examples: 1, lanes: 1, onFailure: 'keep', shrinkBudget: 0, path },
    }))
    expect(again.verdicts).toMatchObject([{ verdict: 'fail', parameters: 7 }])
  })

  test('a bug of the script is not lost among the examples', async () => {
    const property = generated('numbers', options(), numbers, async (world, example) => {
      if (example % 2 === 1) throw new TypeError('odd')
      await ping(world)
    })
    const results = await runOnReference([property], () => ({
      drawing: { examples: 8, lanes: 2, onFailure: 'keep', shrinkBudget: 0 },
    }))
    expect(results.verdicts).toMatchObject([{ verdict: 'error' }])
    expect(results.gate.exitCode).toBe(70)
  })

  test('a replayed example need not exercise every requirement', async () => {
    const property = generated('numbers', options(), numbers, async () => undefined)
    const results = await runOnReference([property], () => ({
      drawing: { examples: 1, lanes: 1, onFailure: 'keep', shrinkBudget: 0, path: '3' },
    }))
    expect(results.counts.error).toBe(0)
  })
})
