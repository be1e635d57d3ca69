import { expect, test } from 'vitest'
import { saltedPassword } from './salted-password.js'

const salt = Buffer.from('QSXCR+Q6sek8bf92', 'base64')

test('a password is salted as in the example of RFC 5802 section 5, the second time, too', () => {
  const expected = '1d96ee3a529b5a5f9e47c01f229a2cb8a6e15f7d'
  expect(saltedPassword('sha1', 'pencil', salt, 4096).toString('hex')).toBe(expected)
  expect(saltedPassword('sha1', 'pencil', salt, 4096).toString('hex')).toBe(expected)
})

test('another hash, password, salt or number of iterations gives another result', () => {
  const results = [
    saltedPassword('sha1', 'pencil', salt, 4096),
    saltedPassword('sha256', 'pencil', salt, 4096),
    saltedPassword('sha1', 'pencils', salt, 4096),
    saltedPassword('sha1', 'pencil', Buffer.from('other'), 4096),
    saltedPassword('sha1', 'pencil', salt, 4097),
  ]
  expect(new Set(results.map((bytes) => bytes.toString('hex'))).size).toBe(5)
})
