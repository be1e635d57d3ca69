import { expect, test } from 'vitest'
import { sampleRecord } from '../test-results.js'
import { findings } from './findings.js'
import { documentOf, grouped, partOf, worstFirst } from './order.js'

test('fails with one fingerprint are one finding; passes are none', () => {
  const [a, b, c] = [sampleRecord(), sampleRecord({ scenario: 'b' }), sampleRecord({ fingerprint: 'other' })]
  expect(findings([a, sampleRecord({ verdict: 'pass' }), b, c])).toEqual([
    { first: a, further: [b] },
    { first: c, further: [] },
  ])
})

test('documents, natural order and worst first', () => {
  expect(documentOf('RFC 6121, 8.5.2.1.1')).toBe('RFC 6121')
  expect(documentOf('DIX')).toBe('DIX')
  expect(partOf({ requirement: 'RFC6121-8.5.2.1.1-g', clause: 'RFC 6121, 8.5.2.1.1' })).toBe('8.5')
  expect(partOf({ requirement: 'RFC6120-8-a', clause: 'RFC 6120, 8' })).toBe('8')
  expect(partOf({ requirement: 'DIX-PONG-a', clause: 'DIX' })).toBe('PONG')
  expect(partOf({ requirement: 'CHAOS-01', clause: 'Chaos' })).toBe('')
  expect([...grouped(['s10', 's9', 's10'], (text) => text).entries()]).toEqual([
    ['s9', ['s9']],
    ['s10', ['s10', 's10']],
  ])
  const order = worstFirst([{ verdict: 'pass' }, { verdict: 'untested' }, { verdict: 'fail' }] as const)
  expect(order.map(({ verdict }) => verdict)).toEqual(['fail', 'pass', 'untested'])
})
