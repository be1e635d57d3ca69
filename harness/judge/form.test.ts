import { expect, test } from 'vitest'
import type { Entry, JournalEvent } from '../journal/event.js'
import { NS } from '../wire/ns.js'
import { type FormArgs, form } from './form.js'
import { readHistory } from './history.js'

const BOUNDS = { route: 2000, unavailable: 1000, login: 10_000, close: 2000, scenario: 30_000 }
const STREAM = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`
const START = `<presence><mark xmlns='${NS.assay}' id='m'/></presence>`

const condition = (name: string) => `<${name} xmlns='${NS.stanzaErrors}'/>`
const error = (content: string, type = 'cancel') =>
  `<message type='error'><error type='${type}'>${content}</error></message>`

const judge = (rule: FormArgs['rule'], data: string, after = 'm') => {
  const entries: Entry[] = [
    { kind: 'open', conn: 'c/1', host: 'x', port: 1 },
    { kind: 'sent', conn: 'c/1', data: STREAM },
    { kind: 'received', conn: 'c/1', data: STREAM },
    { kind: 'sent', conn: 'c/1', data: START },
    { kind: 'received', conn: 'c/1', data },
  ]
  const events = entries.map((e, i): JournalEvent => ({ ...e, n: i + 1, t: i }))
  return form(readHistory(events, BOUNDS), { at: 'c/1', after: { mark: after }, rule })
}

test.each([
  ['iq-children', `<presence><a/><b/></presence><iq type='set'><q/></iq><iq type='result'/>`],
  ['iq-children', `<iq type='error'><q/><error type='cancel'/></iq>`],
  ['error-element', `${error(condition('gone'))}<presence/>`],
  [
    'error-content',
    error(`${condition('gone')}<text xmlns='${NS.stanzaErrors}'>gone</text><own xmlns='x'/>`),
  ],
] as const)('%s passes on %s', (rule, data) => {
  expect(judge(rule, data)).toMatchObject({ verdict: 'pass', evidence: [5] })
})

test.each([
  ['iq-children', `<iq type='get'/>`, 'an IQ of type get has 0 children'],
  ['iq-children', `<iq type='result'><a/><b/></iq>`, 'an IQ of type result has 2 children'],
  ['iq-children', `<iq type='error'><a/></iq>`, 'an IQ error has no error element'],
  ['error-element', `<message type='error'/>`, 'a message of type error has 0 error elements'],
  ['error-element', `<presence><error/></presence>`, 'a presence that is no error has an error element'],
  ['error-content', error(condition('gone'), 'fatal'), 'an error has the type fatal'],
  ['error-content', error(''), 'an error has 0 conditions'],
  ['error-content', error(condition('gone') + condition('conflict')), 'an error has 2 conditions'],
  ['error-content', error(condition('busy')), 'an error has the condition busy, which is not defined'],
] as const)('%s fails on %s', (rule, data, deviation) => {
  expect(judge(rule, data)).toMatchObject({ verdict: 'fail', deviation, evidence: [5] })
})

test('is inconclusive when nothing arrived that the rule is about, or the step was never reached', () => {
  expect(judge('iq-children', '<presence/>')).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('error-element', `<iq type='result'/>`)).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('error-content', `<message type='error'/>`)).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('iq-children', `<iq type='result'/>`, 'other')).toMatchObject({
    verdict: 'inconclusive',
    actual: 'not reached',
  })
})
