import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lendsAccounts, readAccounts } from './account-file.js'

const folder = mkdtempSync(join(tmpdir(), 'assay-accounts-'))
const path = join(folder, 'accounts.txt')
afterAll(() => rmSync(folder, { recursive: true }))

const write = (...lines: string[]) => writeFileSync(path, lines.join('\n'))
const FOUR = ['a@x.test 1', 'b@x.test 2', 'c@x.test 3', 'd@x.test 4']

test('accounts are read, comments and empty lines passed over', () => {
  write('# ours', '', ...FOUR, '  E@X.test \t a # b ', '')
  const accounts = readAccounts(path, 'x.test')
  expect(accounts.map((a) => a.local)).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(accounts[4]).toEqual({ local: 'e', domain: 'x.test', password: 'a # b' })
})

test.each([
  [FOUR.slice(1), 'holds 3, but a scenario can need 4'],
  [[...FOUR, 'a@x.test 5'], 'names a@x.test twice'],
  [['a@x.test'], 'line 1, lacks a password'],
  [['# head', 'x.test secret'], 'line 2, has "x.test" where local@domain is needed'],
  [['a@x.test/r secret'], 'where local@domain is needed'],
  [['a@@x.test secret'], 'line 1, has "a@@x.test", which is no XMPP address'],
  [['a@y.test secret'], "names y.test, but the subject's domain is x.test; add ?domain=y.test"],
])('%j is refused', (lines, part) => {
  write(...lines)
  let message = ''
  try {
    readAccounts(path, 'x.test')
  } catch (error) {
    expect(error).toMatchObject({ exitCode: 64 })
    message = (error as Error).message
  }
  expect(message).toContain(part)
  expect(message).toMatch(/^The accounts file [^\n]+\.$/)
  expect(message).not.toContain('secret')
})

test('a missing file is refused', () => {
  expect(() => readAccounts(join(folder, 'none'), 'x.test')).toThrow('none cannot be read (ENOENT).')
})

test('accounts are lent to one at a time, and those who wait are served in turn', async () => {
  write(...FOUR)
  const source = lendsAccounts(readAccounts(path, 'x.test'), 'lent')
  const taken = await Promise.all([1, 2, 3, 4].map(() => source.take('any')))
  expect(new Set(taken.map((a) => a.local)).size).toBe(4)
  const served: string[] = []
  const first = source.take('any').then((a) => served.push(`first ${a.local}`))
  const second = source.take('any').then((a) => served.push(`second ${a.local}`))
  await Promise.resolve()
  expect(served).toEqual([])
  source.giveBack(taken[2]!)
  source.giveBack(taken[0]!)
  await Promise.all([first, second])
  expect(served).toEqual(['first c', 'second a'])
  source.giveBack(taken[1]!)
  expect((await source.take('any')).local).toBe('b')
})

test('passwords are secret in clear and inside SASL PLAIN', () => {
  write(...FOUR.slice(1), 'juliet@x.test r0m30')
  const { secrets } = lendsAccounts(readAccounts(path, 'x.test'), 'lent')
  const hidden = (text: string) => secrets.get(text)
  expect(hidden('r0m30')).toBe('[password of juliet]')
  expect(hidden(Buffer.from('\0juliet\0r0m30').toString('base64'))).toBe('[password of juliet]')
  expect(hidden(Buffer.from('juliet@x.test\0juliet\0r0m30').toString('base64'))).toBe('[password of juliet]')
})
