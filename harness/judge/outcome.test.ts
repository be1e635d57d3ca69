import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { outcome } from './outcome.js'
import { once } from './questions.js'
import { PeerTape } from './test-peer.js'

const error = (condition: string) =>
  `<iq type='error' id='q'><error type='auth'><${condition} xmlns='${NS.stanzaErrors}'/></error></iq>`

const judge = (answer: string) => {
  const { args } = once(
    'A stranger gets service-unavailable.',
    { name: 'iq', attrs: { id: 'q', type: 'error' }, condition: 'service-unavailable' },
    { at: 'c/1', after: { sent: { name: 'iq', attrs: { id: 'q' } } }, until: 'b' },
  )
  const tape = new PeerTape().accepted('c/1').sent('c/1', `<iq type='get' id='q'><query xmlns='q'/></iq>`)
  return outcome(tape.received('c/1', answer).barrier('c/1', 'b').history, args as never)
}

test('an answer of another kind is told, and is another deviation than silence', () => {
  expect(judge(error('service-unavailable'))).toMatchObject({ verdict: 'pass' })
  expect(judge(error('subscription-required'))).toMatchObject({
    verdict: 'fail',
    actual: 'c/1 received nothing of the kind, but iq of type error (subscription-required)',
    deviation: 'nothing of the kind, but iq of type error (subscription-required)',
  })
  expect(judge(`<message id='q'/>`)).toMatchObject({ verdict: 'fail', deviation: 'nothing' })
})
