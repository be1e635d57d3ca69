import { expect, test } from 'vitest'
import { type EachArgs, each } from './each.js'
import { PeerTape } from './test-peer.js'

const ARGS: EachArgs = {
  at: 'server/1',
  after: { beginOf: 'server/1' },
  says: 'Each message is for a@x or b@x.',
  about: { name: 'message' },
  is: [{ attrs: { to: ['a@x', 'b@x'] } }, { attrs: { type: null } }],
}
const judge = (...messages: string[]) =>
  each(new PeerTape().accepted('server/1').received('server/1', messages.join('')).history, ARGS)

test('passes when all are as they must be', () => {
  expect(judge("<message to='a@x'/>", '<presence/>', "<message to='b@x'/>")).toMatchObject({
    verdict: 'pass',
  })
})

test.each([
  ['one has another value', "<message to='c@x'/>"],
  ['one lacks the attribute', '<message/>'],
  ['one breaks another pattern', "<message to='a@x' type='chat'/>"],
])('fails when %s', (_, message) => {
  expect(judge("<message to='a@x'/>", message)).toMatchObject({ verdict: 'fail', evidence: [4] })
})

test('is inconclusive without any', () => {
  expect(judge('<presence/>')).toMatchObject({ verdict: 'inconclusive' })
  expect(each(new PeerTape().history, ARGS)).toMatchObject({ actual: 'not reached' })
})
