import { el, NS, oneOf, type Scenario, scenario } from '../../harness/index.js'

const TRANSFER = { name: 'iq', attrs: { type: ['set', 'get'] }, has: { name: 'query', ns: NS.cxfr } }

export const request: Scenario[] = [
  scenario(
    'transfer/request',
    {
      proves: ['XEP0051-3-a', 'XEP0051-3-b', 'XEP0051-3-g', 'XEP0051-3-h'],
      role: 'server',
      needs: ['transfer'],
    },
    async (world) => {
      const { domain, bounds } = world.subject
      const account = await world.account('client')
      const { raw, jid } = await world.bound(account, 'client')

      world.step('ask a session to connect elsewhere')
      const target = 'node2.example:9222'
      await world.order('transfer', { jid, domain, target })
      await raw.receive((e) => e.getChild('query', NS.cxfr) !== undefined, bounds.route)
      const until = world.mark()
      raw.send(String(el('iq', { type: 'get', id: until }, el('ping', { xmlns: NS.ping }))))
      await raw.receive((e) => e.attrs.id === until, bounds.route)

      const where = { at: raw.id, after: { ordered: 'transfer' }, until, within: bounds.route } as const
      const set = { ...TRANSFER, attrs: { type: 'set', from: domain } }
      world.check(
        'XEP0051-3-a',
        oneOf(
          TRANSFER,
          [
            {
              verdict: 'pass',
              says: 'The domain asks, by an IQ of type set.',
              when: [{ see: set, times: [1, 1] }],
            },
          ],
          where,
        ),
      )
      const children = [
        { name: 'domain', trimmed: domain },
        { name: 'server', trimmed: target },
      ]
      const full = { ...TRANSFER, has: { ...TRANSFER.has, has: children } }
      world.check(
        'XEP0051-3-b',
        oneOf(
          TRANSFER,
          [
            {
              verdict: 'pass',
              says: 'The query names domain and server.',
              when: [{ see: full, times: [1, 1] }],
            },
          ],
          where,
        ),
      )
      const ids = { at: raw.id, about: TRANSFER, asks: 'present', least: 1 } as const
      world.check('XEP0051-3-g', { judge: 'ids', args: ids })
      const to = {
        'full JID': jid,
        'bare JID': `${account.local}@${account.domain}`,
        'user by no address': null,
      }
      world.check(
        'XEP0051-3-h',
        oneOf(
          TRANSFER,
          Object.entries(to).map(([name, address]) => ({
            verdict: 'observed',
            says: `The request is for the ${name}.`,
            when: [{ see: { attrs: { to: address } }, times: [1, 1] }],
          })),
          where,
        ),
      )
    },
  ),
]
