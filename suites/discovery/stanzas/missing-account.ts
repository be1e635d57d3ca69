import { none, once, oneOf, type Scenario, scenario } from '../../../harness/index.js'

// RFC 6120 10.5.3.1
const messages: Scenario[] = (['normal', 'chat'] as const).map((type) =>
  scenario(
    `discovery/stanzas/missing-account/message/${type}`,
    { proves: ['RFC6120-10.5.3.1-a'], role: 'server', parameters: { type } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      world.step(`send a ${type} message`)
      const mark = client.message({ to: world.nobody(), type, body: 'anybody there?' })
      const until = await client.fence(client)
      world.check(
        'RFC6120-10.5.3.1-a',
        oneOf(
          { name: 'message', attrs: { id: mark } },
          [
            {
              verdict: 'pass',
              says: 'The message is dropped without a word.',
              when: [{ see: { name: 'message' }, times: [0, 0] }],
            },
            {
              verdict: 'pass',
              says: 'The sender receives service-unavailable.',
              when: [
                { see: { condition: 'service-unavailable' }, times: [1, 1] },
                { see: { name: 'message' }, times: [1, 1] },
              ],
            },
          ],
          { at: client.id, after: { mark }, until },
        ),
      )
    },
  ),
)

// RFC 6120 10.5.3.1, RFC 6121 8.5.1
const requests: Scenario[] = (['get', 'set'] as const).flatMap((type) =>
  (['bare', 'full'] as const).map((address) =>
    scenario(
      `discovery/stanzas/missing-account/iq/${type}-to-${address}`,
      { proves: ['RFC6120-10.5.3.1-a', 'RFC6121-8.5.1-a'], role: 'server', parameters: { type, address } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        world.step(`send a request to the ${address} JID`)
        const mark = client.iq({ to: `${world.nobody()}${address === 'full' ? '/nowhere' : ''}`, type })
        await client.receive({ name: 'iq', attrs: { id: mark } })
        const until = await client.barrier()
        for (const requirement of ['RFC6120-10.5.3.1-a', 'RFC6121-8.5.1-a'])
          world.check(
            requirement,
            once(
              'The sender receives service-unavailable.',
              { name: 'iq', attrs: { id: mark, type: 'error' }, condition: 'service-unavailable' },
              { at: client.id, after: { mark }, until },
            ),
          )
      },
    ),
  ),
)

// RFC 6121 8.5.1
const presences: Scenario[] = ([undefined, 'unavailable'] as const).flatMap((type) =>
  (['bare', 'full'] as const).map((address) =>
    scenario(
      `discovery/stanzas/missing-account/presence/${type ?? 'available'}-to-${address}`,
      { proves: ['RFC6121-8.5.1-c'], role: 'server', parameters: { type, address } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        world.step(`send presence to the ${address} JID`)
        const nobody = world.nobody()
        const to = address === 'full' ? `${nobody}/nowhere` : nobody
        const mark = client.presence({ to, ...(type && { type }) })
        const until = await client.barrier()
        world.check(
          'RFC6121-8.5.1-c',
          none(
            'It is ignored.',
            { name: 'presence', fromBare: nobody },
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
)

export const missingAccount: Scenario[] = [
  ...messages,
  ...requests,
  ...presences,
  scenario(
    'discovery/stanzas/missing-account/presence/probe',
    { proves: ['RFC6121-8.5.1-c'], role: 'server' },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      world.step('send a probe')
      const nobody = world.nobody()
      const mark = client.presence({ to: nobody, type: 'probe' })
      const until = await client.barrier()
      const about = { name: 'presence', fromBare: nobody }
      world.check(
        'RFC6121-8.5.1-c',
        oneOf(
          about,
          [
            { verdict: 'pass', says: 'The probe is ignored.', when: [{ see: about, times: [0, 0] }] },
            {
              verdict: 'pass',
              says: 'The probe is answered with unsubscribed.',
              when: [
                { see: { attrs: { type: 'unsubscribed' } }, times: [1, 1] },
                { see: about, times: [1, 1] },
              ],
            },
          ],
          { at: client.id, after: { mark }, until },
        ),
      )
    },
  ),
]
