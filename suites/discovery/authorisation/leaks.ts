import { el, NS, type Scenario, scenario } from '../../../harness/index.js'

/** Requests that are worth a try for whoever wants to know who is there. */
const REQUESTS = {
  'unheard-of': 'urn:xmpp-assay:unheard-of',
  'disco-info': NS.discoInfo,
  version: NS.version,
  'last-activity': 'jabber:iq:last',
  ping: NS.ping,
} as const

// RFC 6120 13.10.2: for an address, bare or full, a stranger gets one and the same error.
const bareAndFull: Scenario[] = (['unheard-of', 'disco-info', 'version'] as const).map((name) =>
  scenario(
    `discovery/authorisation/leaks/bare-and-full/${name}`,
    { proves: ['RFC6120-13.10.2-a'], role: 'server', parameters: { namespace: REQUESTS[name] } },
    async (world) => {
      const instance = await world.start(await world.account('service'), {
        as: 'instance',
        resource: 'here',
        priority: 1,
      })
      const stranger = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })
      world.step('ask the bare JID, a full JID, and one that nobody has')
      const payload = name === 'unheard-of' ? el('query', { xmlns: REQUESTS[name] }) : undefined
      const cases = []
      for (const [of, to] of [
        ['the bare JID', instance.bare],
        ['the full JID of a resource', instance.jid],
        ['a full JID that nobody has', `${instance.bare}/nowhere`],
      ] as const) {
        const id = stranger.iq({ to, payload: [payload ?? el('query', { xmlns: REQUESTS[name] })] })
        await stranger.receive({ name: 'iq', attrs: { id } })
        cases.push({ of, answers: { name: 'iq', attrs: { id } } })
      }
      const until = [await stranger.fence(instance), await stranger.barrier()]
      world.check('RFC6120-13.10.2-a', { judge: 'indistinct', args: { at: stranger.id, cases, until } })
    },
  ),
)

// RFC 6121 11: who is available, and who isn't.
const resources: Scenario[] = Object.entries(REQUESTS).map(([name, xmlns]) =>
  scenario(
    `discovery/authorisation/leaks/requests/${name}`,
    { proves: ['RFC6121-11-a'], role: 'server', parameters: { xmlns } },
    async (world) => {
      const instance = await world.start(await world.account('service'), {
        as: 'instance',
        resource: 'here',
        priority: 1,
      })
      const offline = await world.account('offline')
      const stranger = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })
      world.step('ask a resource that is there and one that is not, and accounts of both kinds')
      const tries = {
        full: [instance.jid, `${instance.bare}/nowhere`],
        bare: [instance.bare, `${offline.local}@${offline.domain}`],
      }
      const asked = []
      for (const [address, [there, away]] of Object.entries(tries)) {
        const cases = []
        for (const [of, to] of [
          [`the ${address} JID of somebody available`, there],
          [`the ${address} JID of somebody who isn’t`, away],
        ] as const) {
          const id = stranger.iq({ to: to!, payload: [el(name === 'ping' ? 'ping' : 'query', { xmlns })] })
          await stranger.receive({ name: 'iq', attrs: { id } })
          cases.push({ of, answers: { name: 'iq', attrs: { id } } })
        }
        asked.push(cases)
      }
      const until = [await stranger.fence(instance), await stranger.barrier()]
      for (const cases of asked)
        world.check('RFC6121-11-a', { judge: 'indistinct', args: { at: stranger.id, cases, until } })
    },
  ),
)

const probes = scenario(
  'discovery/authorisation/leaks/probes',
  { proves: ['RFC6121-11-a'], role: 'server' },
  async (world) => {
    const instance = await world.start(await world.account('service'), {
      as: 'instance',
      resource: 'here',
      priority: 1,
    })
    const offline = await world.account('offline')
    const stranger = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })
    world.step('probe an account that is available and one that is not')
    const cases = [
      { of: 'an account that is available', bare: instance.bare },
      { of: 'an account that is offline', bare: `${offline.local}@${offline.domain}` },
    ].map(({ of, bare }) => {
      stranger.presence({ to: bare, type: 'probe' })
      return { of, answers: { name: 'presence', fromBare: bare } }
    })
    const until = [await stranger.fence(instance), await instance.fence(stranger), await stranger.barrier()]
    world.check('RFC6121-11-a', { judge: 'indistinct', args: { at: stranger.id, cases, until } })
  },
)

export const leaks: Scenario[] = [...bareAndFull, ...resources, probes]
