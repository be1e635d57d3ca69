import { expect, test } from 'vitest'
import { NS } from '../../wire/ns.js'
import { judgeInvariant } from './judge.js'
import { type Script, scene, settled } from './test-script.js'
import { markXml } from './test-tape.js'

const A3 = `<presence from='svc@x/a' to='svc@x/b'><priority>3</priority>${markXml('a3')}</presence>`
const asked = (script: Script) => script.sends('b', `<iq type='get' id='z'><ping xmlns='${NS.ping}'/></iq>`)
const verdictOf = (script: Script) => {
  const back = script.asks('a').says('b', 1, 'b1').got('b', 'b1').asks('b')
  return judgeInvariant(settled(back, 'b', 'c').tape.history, 'INV-PR-d', {}).verdict
}
const changing = () => scene().says('a', 3, 'a3')

test('who was away when another went is not told, even if the proof of that comes with the last it read', () => {
  const away = asked(changing().says('b', 'off').says('a', 'off'))
  expect(verdictOf(away.reads('b', `${A3}<iq type='result' id='z'/>`))).not.toBe('fail')
})

test('who was there when another went is told', () => {
  const there = asked(changing().says('a', 'off'))
  expect(verdictOf(there.reads('b', `${A3}<iq type='result' id='z'/>`))).toBe('fail')
})
