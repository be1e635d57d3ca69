import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import type { JournalEvent } from './event.js'
import { Journal } from './journal.js'
import { readJournal } from './read.js'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-journal-'))
  path = join(folder, 'journal.ndjson')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Every event of the journal. */
async function all(): Promise<JournalEvent[]> {
  const events: JournalEvent[] = []
  for await (const event of readJournal(path)) events.push(event)
  return events
}

const sent = (data: string) => ({ kind: 'sent', conn: 'a/1', data }) as const

describe('writing', () => {
  test('numbers events from 1 without gaps, over all scopes, with times that never fall', async () => {
    const journal = new Journal(path, systemClock)
    const [one, two] = [journal.scoped('one'), journal.scoped('two')]
    journal.record({ kind: 'log', text: 'outside' })
    one.record(sent('1'))
    two.record(sent('2'))
    one.record(sent('3'))
    journal.close()
    const events = await all()
    expect(events.map((e) => [e.n, e.scope])).toEqual([
      [1, undefined],
      [2, 'one'],
      [3, 'two'],
      [4, 'one'],
    ])
    expect(events.map((e) => e.t)).toEqual(events.map((e) => e.t).toSorted((a, b) => a - b))
  })

  test('what is read equals what the scope kept', async () => {
    const journal = new Journal(path, systemClock)
    const scope = journal.scoped('s')
    const data = '<a b="c">\u0000 "quoted" \n 🐧 \ud83d\u2028</a>'
    scope.record(sent(data))
    scope.record({ kind: 'check', requirement: 'R', judge: 'outcome', args: { deep: [1, null, { x: 'y' }] } })
    scope.record({ kind: 'scope-end', outcome: 'done', detail: '' })
    journal.close()
    expect(await all()).toEqual(scope.seal())
  })

  test('a sealed scope takes nothing more', async () => {
    const journal = new Journal(path, systemClock)
    const scope = journal.scoped('s')
    scope.record(sent('kept'))
    const events = scope.seal()
    scope.record(sent('late'))
    journal.close()
    expect(events).toHaveLength(1)
    expect(await all()).toEqual(events)
  })

  test('every event is in the file at once', () => {
    const journal = new Journal(path, systemClock)
    journal.record(sent('a'))
    expect(readFileSync(path, 'utf8')).toMatch(/"data":"a"\}\n$/u)
    journal.close()
  })

  test('never overwrites a journal', () => {
    writeFileSync(path, '')
    expect(() => new Journal(path, systemClock)).toThrow(/EEXIST/u)
  })
})

describe('secrets', () => {
  test('are replaced in text, in the file and in memory', () => {
    const journal = new Journal(path, systemClock)
    journal.hide('hunter2', '[password]')
    const scope = journal.scoped('s')
    scope.record(sent('<p>hunter2</p> hunter2'))
    journal.close()
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2')
    expect(scope.seal()).toMatchObject([{ data: '<p>[password]</p> [password]' }])
  })

  test('are replaced in bytes too, which stay the same otherwise', () => {
    const journal = new Journal(path, systemClock)
    journal.hide('gäheim', '[password]')
    const scope = journal.scoped('s')
    const bytes = Buffer.concat([Buffer.from('<p>gäheim</p>'), Buffer.from([0xf0, 0x9f])])
    scope.record({ kind: 'received', conn: 'a/1', data: bytes.toString('base64'), encoding: 'base64' })
    journal.close()
    const [event] = scope.seal()
    if (event?.kind !== 'received') throw new Error('No bytes were recorded.')
    expect(Buffer.from(event.data, 'base64')).toEqual(
      Buffer.concat([Buffer.from('<p>[password]</p>'), Buffer.from([0xf0, 0x9f])]),
    )
  })
})

describe('reading', () => {
  const write = (count: number) => {
    const journal = new Journal(path, systemClock)
    for (let i = 0; i < count; i += 1) journal.record(sent(`piece ${i} ü`))
    journal.close()
  }

  test('a last line that was cut off anywhere is left out', async () => {
    write(3)
    const size = readFileSync(path).length
    const last = readFileSync(path, 'utf8').trimEnd().lastIndexOf('\n') + 1
    for (let length = size - 2; length >= last; length -= 7) {
      truncateSync(path, length)
      expect((await all()).map((e) => e.n)).toEqual([1, 2])
    }
  })

  test.each([
    'not json',
    '{"n":2',
    '[]',
    'null',
    '{"kind":"sent"}',
    '',
  ])('a damaged line in the middle (%j) is a user error that names it', async (line) => {
    write(3)
    const lines = readFileSync(path, 'utf8').split('\n')
    lines[1] = line
    writeFileSync(path, lines.join('\n'))
    await expect(all()).rejects.toMatchObject({
      name: 'UserError',
      exitCode: 64,
      message: expect.stringContaining(`Line 2 of ${path}`),
    })
  })

  test('a missing file is a user error', async () => {
    await expect(all()).rejects.toMatchObject({ exitCode: 64, message: expect.stringContaining(path) })
  })

  test('a line ends at a line feed only, not at what else may stand in JSON and part lines elsewhere', async () => {
    const data = 'a\u2028b\u2029c\u0085d'
    const line = JSON.stringify({ n: 1, t: 0, ...sent(data) })
    writeFileSync(path, `${line.replace(',', ',\r')}\r\n${line.replace('1', '2')}`)
    expect((await all()).map((e) => [e.n, 'data' in e && e.data])).toEqual([
      [1, data],
      [2, data],
    ])
  })

  test('characters of several bytes survive wherever the file is divided in reading', async () => {
    const data = '🐧ü€'.repeat(20_000)
    for (let shift = 0; shift < 4; shift += 1) {
      writeFileSync(path, `${JSON.stringify({ n: 1, t: 0, ...sent('-'.repeat(shift) + data) })}\n`)
      expect(await all()).toMatchObject([{ data: '-'.repeat(shift) + data }])
    }
  })

  test('an empty file has no events', async () => {
    writeFileSync(path, '')
    expect(await all()).toEqual([])
  })
})
