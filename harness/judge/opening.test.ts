import { expect, test } from 'vitest'
import { NS } from '../wire/ns.js'
import { type OpeningArgs, opening } from './opening.js'
import { PeerTape } from './test-peer.js'

const at = 'server/1'
const SPACES = `xmlns='${NS.client}' xmlns:stream='${NS.stream}'`
const header = (attrs: string) => `<stream:stream ${attrs} ${SPACES}>`
const BIND = `<iq type='set' id='b'><bind xmlns='${NS.bind}'/></iq>`
const BOUND = `<iq type='result' id='b'><bind xmlns='${NS.bind}'><jid>a@x/r</jid></bind></iq>`

interface Parts {
  clear?: string
  inside?: string
  beforeAuth?: string
  behindSuccess?: string
  request?: string
}

/** A whole negotiation, of which parts are replaced. */
function negotiation({ clear, inside, beforeAuth, behindSuccess, request }: Parts = {}): PeerTape {
  const own = header("from='a@x' to='x' version='1.0'")
  const tape = new PeerTape()
    .add({ kind: 'accepted', conn: at, host: '127.0.0.1', port: 5222 })
    .received(at, clear ?? header("to='x' version='1.0'"))
    .sent(at, header("from='x' version='1.0'"))
    .add({ kind: 'secure', conn: at, protocol: 'TLSv1.3' })
    .received(at, inside ?? own)
    .sent(at, header("from='x' version='1.0'"))
    .received(at, `${beforeAuth ?? ''}<auth xmlns='${NS.sasl}'/>`)
    .sent(at, `<success xmlns='${NS.sasl}'/>`)
  return tape
    .received(at, behindSuccess ?? own)
    .sent(at, header("from='x' version='1.0'"))
    .received(at, request ?? BIND)
    .sent(at, BOUND)
}

const judge = (asks: OpeningArgs['asks'], tape: PeerTape) => opening(tape.history, { at, asks })

test('a usual negotiation passes', () => {
  for (const asks of ['restart', 'from', 'version', 'restraint'] as const)
    expect(judge(asks, negotiation()), asks).toMatchObject({ verdict: 'pass' })
})

test('restart: a closing tag before it, or no header at all', () => {
  const closed = negotiation({ behindSuccess: '</stream:stream>' })
  expect(judge('restart', closed).deviation).toBe('a closing tag came during the negotiation')
  expect(judge('restart', negotiation({ behindSuccess: '' })).deviation).toBe('no new header came after SASL')
  expect(judge('restart', negotiation({ inside: '' })).deviation).toBe('no new header came inside TLS')
})

test('from: missing inside TLS, another one, or there in clear', () => {
  const nameless = negotiation({ inside: header("to='x' version='1.0'") })
  expect(judge('from', nameless)).toMatchObject({ verdict: 'fail' })
  const other = negotiation({ behindSuccess: header("from='b@x' to='x' version='1.0'") })
  expect(judge('from', other)).toMatchObject({ verdict: 'fail' })
  const early = negotiation({ clear: header("from='a@x' to='x' version='1.0'") })
  expect(judge('from', early)).toMatchObject({ verdict: 'pass-lax' })
})

test('version: missing, or below 1.0', () => {
  for (const version of ['', "version='0.9'"])
    expect(judge('version', negotiation({ clear: header(`to='x' ${version}`) }))).toMatchObject({
      verdict: 'fail',
    })
})

test('restraint: a stanza before the resource', () => {
  const early = negotiation({ request: `<presence/>${BIND}` })
  expect(judge('restraint', early).deviation).toBe('a stanza came before the resource was bound')
  expect(judge('restraint', negotiation({ beforeAuth: '<message/>' }))).toMatchObject({ verdict: 'fail' })
})

test('what was not reached is inconclusive', () => {
  for (const asks of ['restart', 'from', 'version', 'restraint'] as const)
    expect(judge(asks, new PeerTape()), asks).toMatchObject({ verdict: 'inconclusive' })
  const half = new PeerTape().accepted(at)
  for (const asks of ['restart', 'from', 'restraint'] as const)
    expect(judge(asks, half), asks).toMatchObject({ verdict: 'inconclusive' })
})
