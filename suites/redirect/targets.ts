import { NS, once, type Scenario, scenario } from '../../harness/index.js'

/** What a server can be told to name. */
const TARGETS = [
  { name: 'name', target: 'node2.example.net', proves: 'RFC6120-4.9.3.19-b' },
  { name: 'name-and-port', target: 'node2.example.net:9222', proves: 'RFC6120-4.9.3.19-b' },
  { name: 'ipv4', target: '192.0.2.7', proves: 'RFC6120-4.9.3.19-b' },
  { name: 'ipv4-and-port', target: '192.0.2.7:5222', proves: 'RFC6120-4.9.3.19-b' },
  { name: 'ipv6', target: '[2001:db8::1]', proves: 'RFC6120-4.9.3.19-c' },
  { name: 'ipv6-and-port', target: '[2001:db8::1]:9222', proves: 'RFC6120-4.9.3.19-c' },
]

export const targets: Scenario[] = TARGETS.map(({ name, target, proves }) =>
  scenario(
    `redirect/targets/${name}`,
    { proves: [proves], role: 'server', needs: ['redirect'], parameters: { target } },
    async (world) => {
      const { route, close } = world.subject.bounds
      const { raw, jid } = await world.bound(await world.account('client'), 'client')
      world.step(`redirect a session to ${target}`)
      await world.order('redirect', { jid, target })
      await raw.receive((e) => e.is('error', NS.stream), route)
      raw.send('</stream:stream>')
      await raw.ended(close)
      // The example of RFC 6120 4.9.3.19 has white space around the target.
      const data = { name: 'see-other-host', ns: NS.streamErrors, trimmed: target }
      world.check(
        proves,
        once(
          `The redirect names ${target}.`,
          { name: 'error', ns: NS.stream, has: data },
          { at: raw.id, after: { ordered: 'redirect' } },
        ),
      )
    },
  ),
)
