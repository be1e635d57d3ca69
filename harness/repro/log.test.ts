import { expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import type { Entry, JournalEvent } from '../journal/event.js'
import type { LogLine, Subject } from '../subjects/subject.js'
import { logOf, textOfLog } from './log.js'

const ZERO = Date.UTC(2026, 10, 22, 5, 0, 0)

const at = (n: number, t: number, entry: Entry): JournalEvent => ({ n, t, ...entry })

/** The run began half a millisecond before it was written down, and the scope went from 2 s to 5 s behind that. */
const HEAD = [
  at(1, 0.5, {
    kind: 'run-start',
    format: 'assay-journal/1',
    ...{ run: 'r', tool: '0', node: 'v', seed: 1, command: 'c', selection: { only: [], profile: 'core' } },
    date: new Date(ZERO).toISOString(),
  }),
]
const SCOPE = [
  at(2, 2000.5, { kind: 'scope-start', scenario: 's', proves: [], phase: 'only' }),
  at(3, 5000.5, { kind: 'scope-end', outcome: 'done', detail: '' }),
]

/** A subject with this log, of which a password must not be shown. */
function subject(log: NonNullable<Subject['log']>): Parameters<typeof logOf>[0] {
  const secrets = new Map([['hunter2', '[password]']])
  const accounts = { how: '', take: () => Promise.reject(), giveBack: () => undefined, secrets }
  return { accounts, clock: systemClock, log }
}

const saying = (...lines: LogLine[]) =>
  subject(async (from, until) => lines.filter((l) => l.at >= from && l.at <= until))

test('what was logged from the beginning of the scope until a second behind it is kept, by the time of the run', async () => {
  const times = [1999, 2000, 5000, 6000, 6001]
  const log = await logOf(saying(...times.map((ms) => ({ at: ZERO + ms, text: `at ${ms}` }))), HEAD, SCOPE)
  expect(textOfLog(log?.lines ?? [])).toBe('2001 at 2000\n5001 at 5000\n6001 at 6000\n')
  expect(log?.facts).toEqual({
    from: '2026-11-22T05:00:02.000Z',
    until: '2026-11-22T05:00:06.000Z',
    ...{ lines: 3, leftOut: 0 },
  })
})

test('what several nodes logged is in order, each line with its node', async () => {
  const log = await logOf(
    saying({ at: ZERO + 4000, text: 'b', node: 1 }, { at: ZERO + 3000, text: 'a', node: 2 }),
    HEAD,
    SCOPE,
  )
  expect(log?.lines.map(({ text }) => text)).toEqual(['node 2: a', 'node 1: b'])
})

test('secrets are replaced', async () => {
  const log = await logOf(saying({ at: ZERO + 3000, text: 'x hunter2 hunter2' }), HEAD, SCOPE)
  expect(log?.lines[0]?.text).toBe('x [password] [password]')
})

test('of a long log the last whole lines are kept that there is room for', async () => {
  const lines = ['ä'.repeat(10), 'b'.repeat(10), 'c'.repeat(10)].map((text, i) => ({
    at: ZERO + 3000 + i,
    text,
  }))
  // A line of these has 4 digits, a blank, its text and a line feed: 16 bytes, the first one 26.
  for (const [most, kept] of [
    [15, 0],
    [16, 1],
    [31, 1],
    [57, 2],
    [58, 3],
  ] as const) {
    const log = await logOf(saying(...lines), HEAD, SCOPE, most)
    expect(log?.lines.map(({ text }) => text)).toEqual(lines.slice(3 - kept).map(({ text }) => text))
    expect(log?.facts).toMatchObject({ lines: kept, leftOut: 3 - kept })
  }
})

test('a log that cannot be read is no hindrance; the bundle says why', async () => {
  const log = await logOf(
    subject(() => Promise.reject(new Error('No such container.'))),
    HEAD,
    SCOPE,
  )
  expect(log).toMatchObject({ lines: [], facts: { lines: 0, leftOut: 0, trouble: 'No such container.' } })
})

test('where the carrier keeps none there is none', async () => {
  const { log: _, ...silent } = saying()
  expect(await logOf(silent, HEAD, SCOPE)).toBeUndefined()
})
