import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { PeerTape } from './test-peer.js'
import { type TransferArgs, transfer } from './transfer.js'

const at = 'server/1'
const RESULT = "<iq type='result' id='move'/>"
const error = (condition: string) =>
  `<iq type='error' id='move'><error type='cancel'><${condition} xmlns='${NS.stanzaErrors}'/></error></iq>`
const END = '</stream:stream>'

const asked = () =>
  new PeerTape().accepted(at).sent(at, `<iq type='set' id='move'><query xmlns='${NS.cxfr}'/></iq>`)
const stayed = (answer: string) => asked().received(at, answer).barrier(at, 'barrier-1')
const moved = (to = 'x') => asked().received(at, RESULT).received(at, END).accepted('node2/1', to)
const judge = (asks: TransferArgs['asks'], tape: PeerTape) =>
  transfer(tape.history, { at, id: 'move', asks, to: 'node2' })

test('conduct: result, closing tag, new connection; or an error', () => {
  expect(judge('conduct', moved())).toMatchObject({ verdict: 'pass' })
  expect(judge('conduct', stayed(error('forbidden')))).toMatchObject({ verdict: 'pass' })
  const early = asked().received(at, RESULT).accepted('node2/1').received(at, END)
  expect(judge('conduct', early).deviation).toBe('it connected before it closed its stream')
  const dropped = asked().received(at, RESULT).accepted('node2/1')
  expect(judge('conduct', dropped).deviation).toBe('it did not close its stream')
  const silent = asked().received(at, END).accepted('node2/1')
  expect(judge('conduct', silent).deviation).toBe('it left without an answer')
  expect(judge('conduct', stayed('')).deviation).toBe('it gave no answer')
  expect(judge('conduct', stayed(RESULT)).deviation).toBe(
    'it answered with a result and did not connect anew',
  )
  const refusing = asked().received(at, error('forbidden')).received(at, END)
  expect(judge('conduct', refusing)).toMatchObject({ verdict: 'fail' })
  expect(judge('conduct', asked())).toMatchObject({ verdict: 'inconclusive' })
  expect(judge('conduct', new PeerTape())).toMatchObject({ verdict: 'inconclusive' })
})

test('place: the node that was meant, under the same domain', () => {
  expect(judge('place', moved())).toMatchObject({ verdict: 'pass' })
  expect(judge('place', moved('node2.example')).deviation).toBe('it named another domain there')
  const astray = asked().received(at, RESULT).received(at, END).accepted('node3/1')
  expect(judge('place', astray).deviation).toBe('it connected to another node')
  expect(judge('place', stayed(RESULT))).toMatchObject({ verdict: 'fail' })
  expect(judge('place', stayed(error('forbidden')))).toMatchObject({ verdict: 'inapplicable' })
  expect(judge('place', asked())).toMatchObject({ verdict: 'inconclusive' })
})

test('refusal: an error, and the session goes on', () => {
  expect(judge('refusal', stayed(error('forbidden')))).toMatchObject({ verdict: 'pass' })
  expect(judge('refusal', moved()).deviation).toBe('it left the session')
  expect(judge('refusal', stayed(RESULT)).deviation).toBe('it answered with no error')
  expect(judge('refusal', stayed(''))).toMatchObject({ verdict: 'fail' })
  expect(judge('refusal', asked().received(at, error('forbidden')))).toMatchObject({
    verdict: 'inconclusive',
  })
})

test('support: an error that says that there are no transfers', () => {
  for (const condition of ['service-unavailable', 'feature-not-implemented'])
    expect(judge('support', stayed(error(condition)))).toMatchObject({ verdict: 'pass' })
  expect(judge('support', moved())).toMatchObject({ verdict: 'inapplicable' })
  expect(judge('support', stayed(error('conflict')))).toMatchObject({ verdict: 'fail' })
  expect(judge('support', stayed(''))).toMatchObject({ verdict: 'fail' })
  const leaving = asked().received(at, error('service-unavailable')).received(at, END)
  expect(judge('support', leaving)).toMatchObject({ verdict: 'fail' })
  expect(judge('support', asked())).toMatchObject({ verdict: 'inconclusive' })
})
