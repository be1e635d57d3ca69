import { expect, test } from 'vitest'
import { linesIn, logOfNodes, textOf } from './container-log.js'

/** A log as the engine sends it: a frame for each piece, of standard output (1) or standard error (2). */
const framed = (...pieces: [1 | 2, string][]) =>
  Buffer.concat(
    pieces.map(([stream, text]) => {
      const body = Buffer.from(text)
      const head = Buffer.alloc(8)
      head[0] = stream
      head.writeUInt32BE(body.length, 4)
      return Buffer.concat([head, body])
    }),
  )

test('the text of both streams is taken out of its frames, colours out of the text', () => {
  expect(textOf(framed([1, 'one\n'], [2, '\u001b[31mtwö\u001b[0m\n']))).toBe('one\ntwö\n')
})

test('each line has its time; what has none of its own goes with the line before, and empty ones are left out', () => {
  const log = framed(
    [1, '2026-11-22T05:10:18.250999999Z one\n'],
    [2, '2026-11-22T05:10:19Z two 2026-11-22T00:00:00Z \n2026-11-22T05:10:20Z \n'],
    [1, 'and more\n'],
  )
  expect(linesIn(log)).toEqual([
    { at: Date.UTC(2026, 10, 22, 5, 10, 18, 250), text: 'one' },
    { at: Date.UTC(2026, 10, 22, 5, 10, 19), text: 'two 2026-11-22T00:00:00Z' },
    { at: Date.UTC(2026, 10, 22, 5, 10, 19), text: 'and more' },
  ])
})

test('of a log that was cut off what came whole is read', () => {
  const log = framed([1, '2026-11-22T05:10:18Z one\n'], [1, '2026-11-22T05:10:19Z two\n'])
  expect(linesIn(log.subarray(0, 40)).map(({ text }) => text)).toEqual(['one'])
})

test('lines of several nodes bear their numbers, those of a single one none', async () => {
  const node = (text: string) => ({
    part: { log: async (from: number, until: number) => [{ at: from, text: `${text} until ${until}` }] },
  })
  expect(await logOfNodes([node('a'), node('b')], 1, 2)).toEqual([
    { at: 1, text: 'a until 2', node: 1 },
    { at: 1, text: 'b until 2', node: 2 },
  ])
  expect(await logOfNodes([node('a')], 1, 2)).toEqual([{ at: 1, text: 'a until 2' }])
})
