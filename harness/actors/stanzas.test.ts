import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { iq, message, presence } from './stanzas.js'

const MARK = `<mark xmlns="${NS.assay}" id="m"/>`

test('a message has its mark as id and in its payload', () => {
  expect(`${message('m', { to: 'a@b', type: 'chat', body: 'x<y' })}`).toBe(
    `<message to="a@b" type="chat" id="m"><body>x&lt;y</body>${MARK}</message>`,
  )
})

test('another id leaves the mark alone', () => {
  expect(`${message('m', { id: 'other' })}`).toBe(`<message id="other">${MARK}</message>`)
})

test('a message of type error carries an error (RFC 6120 8.3.1)', () => {
  expect(message('m', { type: 'error' }).getChild('error')?.getChild('gone', NS.stanzaErrors)).toBeDefined()
})

test('a presence carries what was chosen, in the order of the schema', () => {
  const parts = { show: 'away', status: 'gone', priority: -1, payload: [el('x', { xmlns: 'urn:x' })] }
  expect(`${presence('m', parts)}`).toBe(
    `<presence id="m"><show>away</show><status>gone</status><priority>-1</priority><x xmlns="urn:x"/>${MARK}</presence>`,
  )
  expect(presence('m', { priority: 0 }).getChildText('priority')).toBe('0')
})

test('an IQ is a get with the harness’s own payload unless told otherwise', () => {
  expect(`${iq('m', {})}`).toBe(`<iq type="get" id="m"><probe xmlns="${NS.assay}" id="m"/></iq>`)
  expect(`${iq('m', { type: 'set', payload: [] })}`).toBe('<iq type="set" id="m"/>')
})
