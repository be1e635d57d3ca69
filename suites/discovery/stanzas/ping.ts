import { el, NS, oneOf, type Scenario, scenario } from '../../../harness/index.js'

const ADDRESSES = ['none', 'bare', 'domain'] as const

// XEP-0199 4.2
export const ping: Scenario[] = [
  ...ADDRESSES.map((address) =>
    scenario(
      `discovery/stanzas/iq/ping/${address}`,
      { proves: ['XEP0199-4.2-a'], role: 'server', parameters: { address } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client' })
        const mark = client.presence({ priority: 0 })
        world.step('ping')
        const to = { none: undefined, bare: client.bare, domain: client.account.domain }[address]
        const id = client.iq({
          id: world.mark(),
          payload: [el('ping', { xmlns: NS.ping })],
          ...(to && { to }),
        })
        await client.receive({ name: 'iq', attrs: { id } })
        const until = await client.barrier()
        world.check(
          'XEP0199-4.2-a',
          oneOf(
            { name: 'iq', attrs: { id } },
            [
              {
                verdict: 'pass',
                says: 'A result comes.',
                when: [{ see: { attrs: { type: 'result' } }, times: [1, 1] }],
              },
              {
                verdict: 'pass',
                says: 'service-unavailable comes: the server does not know pings.',
                when: [{ see: { condition: 'service-unavailable' }, times: [1, 1] }],
              },
            ],
            { at: client.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
  scenario(
    'discovery/stanzas/iq/ping/equivalent-addresses',
    { proves: ['XEP0199-4.2-a'], role: 'server' },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client' })
      const mark = client.presence({ priority: 0 })
      world.step('ping without `to`, at the bare JID and at the domain')
      const payload = [el('ping', { xmlns: NS.ping })]
      const asked = [
        client.iq({ id: world.mark(), payload }),
        client.iq({ id: world.mark(), payload, to: client.bare }),
        client.iq({ id: world.mark(), payload, to: client.account.domain }),
      ]
      for (const id of asked) await client.receive({ name: 'iq', attrs: { id } })
      const until = await client.barrier()
      world.check(
        'XEP0199-4.2-a',
        oneOf(
          { name: 'iq' },
          [
            {
              verdict: 'pass',
              says: 'All three bring a result.',
              when: asked.map((id) => ({ see: { attrs: { id, type: 'result' } }, times: [1, 1] })),
            },
            {
              verdict: 'pass',
              says: 'All three bring service-unavailable.',
              when: asked.map((id) => ({
                see: { attrs: { id }, condition: 'service-unavailable' },
                times: [1, 1],
              })),
            },
          ],
          { at: client.id, after: { mark }, until },
        ),
      )
    },
  ),
]
