import { expect, test } from 'vitest'
import { createServer, type ReferenceServer } from '../../fixtures/reference/server/index.js'
import { systemClock as clock } from '../../harness/core/clock.js'
import { seededRandom } from '../../harness/core/random.js'
import { runOnReference } from '../../harness/run/test-bench.js'
import { startSubject } from '../../harness/subjects/start.js'
import { NS } from '../../harness/wire/ns.js'
import { childElements, el } from '../../harness/wire/xml.js'
import { SCENARIOS } from '../index.js'

const DOMAIN = 'here.test'

/** The verdicts of the scenarios under `path` on a server that is changed so. */
async function verdictsOf(path: string, change: (server: ReferenceServer) => void): Promise<string[]> {
  const random = seededRandom('server')
  const server = createServer({ domain: DOMAIN, clock, random, registration: 'open' })
  change(server)
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  const specifier = `address:127.0.0.1:${port}?domain=${DOMAIN}`
  const subject = await startSubject(specifier, clock, new AbortController().signal)
  try {
    const scenarios = SCENARIOS.filter((scenario) => scenario.path.startsWith(path))
    const { verdicts } = await runOnReference(scenarios, () => ({ subject }))
    return verdicts.map(({ requirement, verdict }) => `${requirement} ${verdict}`)
  } finally {
    await subject.stop()
    server.kill()
  }
}

// As jabberd2 does: whatever concerns another account takes the way through the router, which keeps the order.
test('an answer in the name of another account is found, although the own server answers sooner', async () => {
  const verdicts = await verdictsOf('discovery/stanzas/full-jid/no-match/result', ({ iq, errors }) => {
    const { toFull } = iq
    errors.mayAnswer = () => true
    let way = Promise.resolve()
    iq.toFull = (...request) => {
      way = way
        .then(() => new Promise<void>((arrive) => clock.after(1, arrive)))
        .then(() => toFull.apply(iq, request))
    }
  })
  expect(verdicts).toEqual(['RFC6121-8.5.3.2.3-a fail'])
})

// As jabberd2 and ejabberd do: the newcomer's presence comes a second time, with a delay, as the answer to a probe.
test('an answer to a probe of the own account is no second broadcast', async () => {
  const verdicts = await verdictsOf('discovery/presence/initial/own', ({ presence }) => {
    const { broadcast } = presence
    presence.broadcast = (session, stanza) => {
      broadcast.call(presence, session, stanza)
      const answer = el('presence', { ...stanza.attrs }, ...childElements(stanza))
      answer.append(el('delay', { xmlns: NS.delay, stamp: '2026-01-01T00:00:00Z' }))
      for (const own of session.account.available()) if (own !== session) presence.sendTo(own, answer)
    }
  })
  expect(verdicts).toEqual(['RFC6121-4.2.2-b pass', 'RFC6121-4.2.2-b pass'])
})

test('a second broadcast is found', async () => {
  const verdicts = await verdictsOf('discovery/presence/initial/own', ({ presence }) => {
    const { broadcast } = presence
    presence.broadcast = (session, stanza) => {
      broadcast.call(presence, session, stanza)
      broadcast.call(presence, session, stanza)
    }
  })
  expect(verdicts).toEqual(['RFC6121-4.2.2-b fail', 'RFC6121-4.2.2-b fail'])
})
