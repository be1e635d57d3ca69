import { expect, test } from 'vitest'
import { type IdsArgs, ids } from './ids.js'
import { PeerTape } from './test-peer.js'

const judge = (asks: IdsArgs['asks'], ...messages: string[]) =>
  ids(new PeerTape().accepted('server/1').received('server/1', messages.join('')).history, {
    at: 'server/1',
    about: { name: 'message' },
    asks,
    least: 2,
  })

test('passes when each has an id of its own', () => {
  for (const asks of ['present', 'distinct'] as const)
    expect(judge(asks, "<message id='1'/>", "<message id='2'/>")).toMatchObject({ verdict: 'pass' })
})

test('fails on a missing id and on an empty one', () => {
  expect(judge('present', "<message id='1'/>", '<message/>')).toMatchObject({ verdict: 'fail' })
  expect(judge('present', "<message id=''/>")).toMatchObject({ deviation: 'an id is missing or empty' })
})

test('fails on an id that is used twice, whatever else has it', () => {
  expect(judge('distinct', "<message id='1'/>", "<message id='1'/>")).toMatchObject({ verdict: 'fail' })
  expect(judge('distinct', "<message id='1'/>", "<iq id='1'/>", "<message id='2'/>").verdict).toBe('pass')
})

test('leaves messages without an id to the other question', () => {
  expect(judge('distinct', '<message/>', '<message/>')).toMatchObject({ verdict: 'pass' })
})

test('is inconclusive with too few', () => {
  expect(judge('distinct', "<message id='1'/>")).toMatchObject({ verdict: 'inconclusive' })
})
