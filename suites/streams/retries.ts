import { NS, oneOf, requestBinding, type Scenario, scenario } from '../../harness/index.js'

/** One more than the most that a server allows: the first attempt and 10 retries. */
const ATTEMPTS = 12
/** Resourceparts have 1023 bytes at most (RFC 7622 3.4). */
const ILLEGAL = 'x'.repeat(1024)

// RFC 6120 7.7.3: at least 5 retries and at most 10, then policy-violation.
export const retries: Scenario[] = [
  scenario('streams/binding/retries', { proves: ['RFC6120-7.7.3-a'], role: 'server' }, async (world) => {
    const { bounds } = world.subject
    const raw = await world.authenticated(await world.account('client'), 'client')
    world.step('ask again and again for a resource that is none')
    const first = world.mark()
    let answer = await requestBinding(raw, { id: first, resource: ILLEGAL }, bounds.route)
    for (let i = 1; i < ATTEMPTS && answer?.attrs.type === 'error'; i++)
      answer = await requestBinding(raw, { id: world.mark(), resource: ILLEGAL }, bounds.route)
    world.step('ask for one that is')
    const until = world.mark()
    await requestBinding(raw, { id: until, resource: 'legal' }, bounds.route)
    const refused = { name: 'iq', attrs: { type: 'error' } }
    const ended = { name: 'error', ns: NS.stream, condition: 'policy-violation' }
    world.check(
      'RFC6120-7.7.3-a',
      oneOf(
        {},
        [
          {
            verdict: 'inapplicable',
            says: 'The server puts the resource right, so that no attempt fails.',
            when: [{ see: { name: 'iq', attrs: { type: 'result' } }, times: [1, null] }],
          },
          {
            verdict: 'pass',
            says: 'After 5 to 10 retries the stream ends with policy-violation.',
            when: [
              { see: refused, times: [5, 11] },
              { see: ended, times: [1, 1] },
            ],
          },
        ],
        { at: raw.id, after: { sent: { name: 'iq', attrs: { id: first } } }, until },
      ),
    )
  }),
]
