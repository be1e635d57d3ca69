import { expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { UserError } from '../core/exit.js'
import { readAddress } from './address-specifier.js'
import { parseSpecifier } from './specifier.js'
import { startSubject } from './start.js'

const read = (text: string) => readAddress(parseSpecifier(text), 5222)

test('a specifier is read into its parts', () => {
  expect(parseSpecifier('embedded')).toMatchObject({ kind: 'embedded', id: '' })
  expect(parseSpecifier('embedded:late-pong')).toMatchObject({ kind: 'embedded', id: 'late-pong' })
  expect(parseSpecifier('container:prosody@13.0')).toMatchObject({ id: 'prosody', version: '13.0' })
  expect(parseSpecifier('address:xmpp.example')).toMatchObject({ kind: 'address', id: 'xmpp.example' })
})

test('an address has a host, a port and a domain', () => {
  expect(read('address:xmpp.example')).toMatchObject({
    endpoint: { host: 'xmpp.example', port: 5222 },
    domain: 'xmpp.example',
    resets: 'unknown',
    tls: 'offered',
  })
  expect(read('address:[::1]:5333?domain=a.test')).toMatchObject({
    endpoint: { host: '::1', port: 5333 },
    domain: 'a.test',
  })
  expect(read('address:[::1]').endpoint).toEqual({ host: '::1', port: 5222 })
  expect(read('address:h?accounts=/a/b%20c+d&rst=carried&tls=none')).toMatchObject({
    accounts: '/a/b c+d',
    resets: 'carried',
    tls: 'none',
  })
})

test.each([
  ['simulated', 'which is no carrier'],
  ['sim?tls=yes', 'starttls or none'],
  ['embedded?tls=yes', 'starttls or none'],
  ['sim:no-such-variant', 'There is no variant'],
  ['address:', 'lacks what comes after "address:"'],
  ['address:h?colour=red', 'address takes domain, accounts, rst, tls'],
  ['address:::1', 'goes in brackets'],
  ['address:[::1', 'goes in brackets'],
  ['address:h:0', 'the port "0"'],
  ['address:h:70000', 'the port "70000"'],
  ['address:h:xmpp', 'the port "xmpp"'],
  ['address:h:', 'the port ""'],
  ['address:h?tls=yes', 'starttls or none'],
  ['address:h?rst=lost', 'has rst=lost, where carried is possible'],
  ['address:h?accounts=', '"accounts" without a value'],
  ['container:ejabberd9', 'choose prosody'],
  ['container:prosody?nodes=2', 'container takes patch, tuned'],
  ['container:prosody@13.0?tuned=loud', 'has tuned=loud, but prosody has only silence.'],
  ['container:prosody@13.0?tuned=toString', 'but prosody has only silence.'],
  ['container:prosody@14', 'choose 0.12.3, 13.0.1, 13.0.7'],
  ['container:prosody@', 'There is no version ""'],
])('%s is refused in one sentence', async (text, part) => {
  const error = await startSubject(text, systemClock, new AbortController().signal).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(UserError)
  expect(error).toMatchObject({ exitCode: 64, message: expect.stringContaining(part) })
  expect((error as UserError).message).toMatch(/^[^\n]+\.$/)
})
