import { el, NS, oneOf, type Scenario, scenario } from '../../harness/index.js'

/** What a server can be told to name; without one, its own domain, which means to connect again. */
const TARGETS = [
  { name: 'name', target: 'node2.example.net' },
  { name: 'name-and-port', target: 'node2.example.net:9222' },
  { name: 'ipv4', target: '192.0.2.7' },
  { name: 'ipv4-and-port', target: '192.0.2.7:5222' },
  { name: 'ipv6', target: '[2001:db8::1]' },
  { name: 'ipv6-and-port', target: '[2001:db8::1]:9222' },
  { name: 'own-domain', target: undefined },
]

export const targets: Scenario[] = TARGETS.map(({ name, target }) =>
  scenario(
    `transfer/targets/${name}`,
    { proves: ['XEP0051-3-c'], role: 'server', needs: ['transfer'], parameters: { target } },
    async (world) => {
      const { domain, bounds } = world.subject
      const { raw, jid } = await world.bound(await world.account('client'), 'client')
      const server = target ?? domain
      world.step(`ask a session to connect to ${server}`)
      await world.order('transfer', { jid, domain, target: server })
      await raw.receive((e) => e.getChild('query', NS.cxfr) !== undefined, bounds.route)
      const until = world.mark()
      raw.send(String(el('iq', { type: 'get', id: until }, el('ping', { xmlns: NS.ping }))))
      await raw.receive((e) => e.attrs.id === until, bounds.route)
      const query = { name: 'query', ns: NS.cxfr }
      const says = `The request names ${server}.`
      const see = { has: { ...query, has: [{ name: 'server', trimmed: server }] } }
      world.check(
        'XEP0051-3-c',
        oneOf({ name: 'iq', has: query }, [{ verdict: 'pass', says, when: [{ see, times: [1, 1] }] }], {
          at: raw.id,
          after: { ordered: 'transfer' },
          until,
          within: bounds.route,
        }),
      )
    },
  ),
)
