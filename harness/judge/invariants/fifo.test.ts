import { expect, test } from 'vitest'
import { judgeInvariant } from './judge.js'
import { type Script, SERVICE, scene, settled } from './test-script.js'

const sent = (to: string) =>
  scene()
    .message('c', 'first', { to })
    .message('c', 'second', { to: `${SERVICE}/a` })
    .asks('c')
const verdictOf = (script: Script) =>
  judgeInvariant(settled(script, 'a', 'c').tape.history, 'INV-RT-j', {}).verdict

test('what overtakes on its way to one resource is found', () => {
  expect(verdictOf(sent(`${SERVICE}/a`).got('a', 'second').got('a', 'first'))).toBe('fail')
  expect(verdictOf(sent(`${SERVICE}/a`).got('a', 'first').got('a', 'second'))).toBe('pass')
})

test('what was stored, for a full JID too, comes when it comes', () => {
  expect(verdictOf(sent(`${SERVICE}/gone`).got('a', 'second').gotStored('a', 'first'))).toBe('inconclusive')
})
