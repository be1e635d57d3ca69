import { expect, test } from 'vitest'
import { judgeInvariant } from './judge.js'
import { Script, SERVICE, settled } from './test-script.js'

/** A ping that nobody is there for, and then one instance. */
const nobodyThere = () =>
  new Script().bind('c', 'c@x/c').is('c', 0).message('c', 'm', { echo: 'ping' }).asks('c').wait()
const verdictOf = (script: Script) =>
  judgeInvariant(settled(script, 'c', 'a').tape.history, 'INV-RT-d', {}).verdict

test('a ping that who comes next does not find was lost', () => {
  expect(verdictOf(nobodyThere().bind('a', `${SERVICE}/a`).is('a', 3))).toBe('fail')
})

test('a ping that is still kept from a priority that rose is not lost', () => {
  expect(verdictOf(nobodyThere().bind('a', `${SERVICE}/a`).is('a', -1).is('a', 3))).toBe('inconclusive')
})

test('a ping that is found stored is not lost', () => {
  expect(verdictOf(nobodyThere().bind('a', `${SERVICE}/a`).is('a', 3).gotStored('a', 'm').asks('a'))).toBe(
    'pass',
  )
})
