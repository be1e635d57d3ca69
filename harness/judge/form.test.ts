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

const IDENTITY = "<identity category='a' type='b' name='x'/>"
const FEATURE = "<feature var='f'/>"
const described = (content: string) =>
  `<iq type='result'><query xmlns='${NS.discoInfo}'>${content}</query></iq>`

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
  ['priority', `<presence><priority>-128</priority></presence><presence/>`],
  ['unavailable', `<presence><show>away</show></presence><presence type='unavailable'><status/></presence>`],
  ['description', described(`${IDENTITY}${FEATURE}`)],
  ['identities', described(`${IDENTITY}${IDENTITY}<identity category='a' type='b' xml:lang='de' name='y'/>`)],
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
  ['priority', '<presence><priority>128</priority></presence>', 'a priority is no integer in range'],
  ['priority', '<presence><priority>high</priority></presence>', 'a priority is no integer in range'],
  ['priority', `<presence><priority a='b'>1</priority></presence>`, 'a priority has attributes'],
  ['priority', '<presence><priority><a/>1</priority></presence>', 'a priority has mixed content'],
  [
    'priority',
    '<presence><priority>1</priority><priority>1</priority></presence>',
    'presence has more than one priority',
  ],
  [
    'unavailable',
    `<presence type='unavailable'><show>away</show></presence>`,
    'unavailable presence has a show element',
  ],
  ['description', described(FEATURE), 'a description has no identity'],
  ['description', described(IDENTITY), 'a description has no feature'],
  ['description', described(`<identity type='b'/>${FEATURE}`), 'an identity lacks its category or type'],
  ['description', described(`${IDENTITY}<feature/>`), 'a feature has no `var`'],
  ['description', described(`${IDENTITY}<feature var='f'><a/></feature>`), 'a feature has elements inside'],
  [
    'identities',
    described(`${IDENTITY}<identity category='a' type='b' name='y'/>`),
    'one identity has two names',
  ],
] as const)('%s fails on %s', (rule, data, deviation) => {
  expect(judge(rule, data)).toMatchObject({ verdict: 'fail', deviation, evidence: [5] })
})

test('is inconclusive when nothing arrived that the rule is about, or the step was never reached', () => {
  expect(judge('iq-children', '<presence/>')).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('error-element', `<iq type='result'/>`)).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('error-content', `<message type='error'/>`)).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('priority', '<presence/>')).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('unavailable', '<presence/>')).toMatchObject({ verdict: 'inconclusive' })
  for (const rule of ['description', 'identities'] as const)
    expect(judge(rule, `<iq type='error'><error/></iq>`)).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('iq-children', `<iq type='result'/>`, 'other')).toMatchObject({
    verdict: 'inconclusive',
    actual: 'not reached',
  })
})
