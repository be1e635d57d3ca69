import { expect, test } from 'vitest'
import { matchesPattern } from '../actors/match.js'
import type { Pattern } from '../core/pattern.js'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import { matches } from './pattern.js'
import { RecordedStream } from './recorded-stream.js'

const XML = `<presence from='a@b/c' type='error' id='1'><show>away</show><x xmlns='urn:x' k='v'/><error type='cancel'><gone xmlns='${NS.stanzaErrors}'/><text xmlns='${NS.stanzaErrors}'/></error><mark xmlns='${NS.assay}' id='m'/></presence>`

const recorded = () => {
  const stream = new RecordedStream()
  stream.read(`<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.stream}'>${XML}`, 1, 0)
  const item = stream.items[1]
  if (item?.is !== 'element') throw new Error('The element was not read.')
  return item.element
}

const parsed = () =>
  el(
    'presence',
    { xmlns: NS.client, from: 'a@b/c', type: 'error', id: '1' },
    el('show', {}, 'away'),
    el('x', { xmlns: 'urn:x', k: 'v' }),
    el(
      'error',
      { type: 'cancel' },
      el('gone', { xmlns: NS.stanzaErrors }),
      el('text', { xmlns: NS.stanzaErrors }),
    ),
    el('mark', { xmlns: NS.assay, id: 'm' }),
  )

const CASES: [Pattern, boolean][] = [
  [{}, true],
  [{ name: 'presence', ns: NS.client }, true],
  [{ name: 'message' }, false],
  [{ ns: 'urn:x' }, false],
  [{ attrs: { type: 'error', to: null } }, true],
  [{ attrs: { id: null } }, false],
  [{ attrs: { id: '2' } }, false],
  [{ like: { from: 'a@b/.*', id: '\\d' } }, true],
  [{ like: { from: 'a@b' } }, false],
  [{ like: { to: '.*' } }, false],
  [{ fromBare: 'a@b' }, true],
  [{ fromBare: 'a@b/c' }, false],
  [{ condition: 'gone' }, true],
  [{ condition: 'text' }, false],
  [{ mark: 'm' }, true],
  [{ mark: 'n' }, false],
  [{ has: { name: 'x', ns: 'urn:x', attrs: { k: 'v' } } }, true],
  [{ has: { name: 'x', attrs: { k: 'w' } } }, false],
  [{ has: { name: 'show', text: 'away' } }, true],
  [{ has: { name: 'show', text: 'xa' } }, false],
  [{ has: { name: 'x', ns: 'urn:x', empty: true } }, true],
  [{ has: { name: 'show', empty: true } }, false],
  [{ has: { name: 'show', trimmed: 'away' } }, true],
  [{ has: { name: 'show', trimmed: ' away' } }, false],
  [{ has: { name: 'text', trimmed: '' } }, false],
  [{ empty: true }, false],
  [{ lacks: { name: 'delay', ns: NS.delay } }, true],
  [{ lacks: { name: 'x', ns: 'urn:x' } }, false],
]

test.each(CASES)('%j is read by judges and actors alike', (pattern, wanted) => {
  expect(matches(recorded(), pattern)).toBe(wanted)
  expect(matchesPattern(parsed(), pattern)).toBe(wanted)
})
