import { expect, test } from 'vitest'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { type Address, DELIVERY_CASES, deliveryCase, MESSAGE_TYPES, type State } from './delivery-table.js'

/** The accept sets in the order normal, chat, groupchat, headline, error, written down a second time. */
const ACCEPT: Record<string, string> = {
  'bare/no-account': 'S E|S E|S E|S E|S',
  'bare/no-resource': 'O E|O E|E|S|S',
  'bare/connected-only': 'O E D1+|O E D1+|E|S D1+|S',
  'bare/negative-only': 'O E|O E|E|S|S',
  'bare/one-nonneg': 'D|D|E|D|S',
  'bare/many-nonneg': 'M A|M A*|E|A|S',
  'full-match/connected-only': 'D|D D+A*|D|D|D',
  'full-match/negative-only': 'D|D D+A*|D|D|D',
  'full-match/one-nonneg': 'D|D D+A*|D|D|D',
  'full-match/many-nonneg': 'D|D D+A*|D|D|D',
  'full-no-match/no-account': 'S E|S E|S E|S E|S',
  'full-no-match/no-resource': 'S E|O E|S E|S E|S',
  'full-no-match/connected-only': 'S E|O E D1+|S E|S E|S',
  'full-no-match/negative-only': 'S E|O E|S E|S E|S',
  'full-no-match/one-nonneg': 'S E|D|S E|S E|S',
  'full-no-match/many-nonneg': 'S E|M A*|S E|S E|S',
}

test.each(Object.entries(ACCEPT))('%s has the accept sets of the specification', (where, row) => {
  const [address, state] = where.split('/') as [Address, State]
  const found = MESSAGE_TYPES.map((type) => deliveryCase(address, state, type)?.accept.join(' '))
  expect(found.join('|')).toBe(row)
})

test('no other case exists, and none twice', () => {
  expect(DELIVERY_CASES).toHaveLength(Object.keys(ACCEPT).length * MESSAGE_TYPES.length)
  expect(deliveryCase('full-match', 'no-resource', 'chat')).toBeUndefined()
})

test('every case names a tested requirement of the catalogue', () => {
  const catalogue = loadCatalogue()
  const wrong = DELIVERY_CASES.filter((c) => catalogue.get(c.requirement)?.class !== 'tested')
  expect(wrong).toEqual([])
})
