import { expect, test } from 'vitest'
import { parseSchedule } from './schedule.js'

const withFault = (fault: unknown) => JSON.stringify({ format: 'assay-faults/1', faults: [fault] })
const trigger = { on: 'bytes', direction: 'to-server', bytes: 10 }

test('a schedule is read as it is written, and is enabled unless it says otherwise', () => {
  const fault = { trigger, action: { do: 'stall', direction: 'both', heal: { ms: 5 } }, connection: 2 }
  expect(parseSchedule(withFault(fault), 's.json')).toEqual({
    format: 'assay-faults/1',
    enabled: true,
    faults: [fault],
  })
})

test.each([
  ['{', /^s\.json is no JSON: .+\.$/],
  ['[]', /^s\.json: the schedule needs to be an object with format and faults\.$/],
  ['{"faults":[]}', /^s\.json: format needs to be "assay-faults\/1"\.$/],
  [
    withFault({ trigger: { on: 'moon' }, action: { do: 'reset' } }),
    /^s\.json: faults\[1\]\.trigger(\.on)? needs "on": start, connection, bytes, stanza or close\.$/,
  ],
  [
    withFault({ trigger: { ...trigger, bytes: 0 }, action: { do: 'reset' } }),
    /^s\.json: faults\[1\]\.trigger\.bytes needs to be above 0\.$/,
  ],
  [
    withFault({ trigger, action: { do: 'stall', direction: 'both' } }),
    /^s\.json: faults\[1\]\.action\.heal needs the milliseconds after which it heals: .+\.$/,
  ],
  [
    withFault({ trigger, action: { do: 'reset', heal: { ms: 1 } } }),
    /^s\.json: faults\[1\]\.action has "heal", which means nothing there\.$/,
  ],
])('%s is refused in one sentence', (json, sentence) => {
  expect(() => parseSchedule(json, 's.json')).toThrow(sentence)
})
