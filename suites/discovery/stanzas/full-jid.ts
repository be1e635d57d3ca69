import { el, markElement, NS, none, once, type Scenario, scenario } from '../../../harness/index.js'

/** Resources by their presence; every one of them is connected. */
const STATES = { available: 3, negative: -1, connected: undefined } as const

/** What the recipient and the stranger did before, and whether a request then passes. */
const SHARING = {
  nothing: 'refused',
  'presence-of-the-stranger': 'refused',
  'directed-presence': 'delivered',
  subscription: 'delivered',
} as const

// RFC 6120 10.5.4, RFC 6121 8.5.3.1: a full JID that a resource has is reached.
const matching: Scenario[] = Object.entries(STATES).flatMap(([state, priority]) => [
  ...([undefined, 'unavailable'] as const).map((type) =>
    scenario(
      `discovery/stanzas/full-jid/presence/${type ?? 'available'}-to-${state}`,
      { proves: ['RFC6121-8.5.3.1-d', 'RFC6120-10.5.4-b'], role: 'server', parameters: { type, state } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const instance = await world.start(await world.account('service'), {
          as: 'instance',
          resource: 'here',
          ...(priority !== undefined && { priority }),
        })
        world.step('send presence to the full JID')
        const mark = client.presence({ to: instance.jid, ...(type && { type }) })
        const until = await client.fence(instance)
        for (const requirement of ['RFC6121-8.5.3.1-d', 'RFC6120-10.5.4-b'])
          world.check(
            requirement,
            once(
              'The resource receives it.',
              { name: 'presence', mark },
              { at: instance.id, after: { mark }, until },
            ),
          )
      },
    ),
  ),
  ...(['result', 'error'] as const).map((type) =>
    scenario(
      `discovery/stanzas/full-jid/iq/${type}-to-${state}`,
      { proves: ['RFC6121-8.5.3.1-b', 'RFC6120-10.5.4-b'], role: 'server', parameters: { type, state } },
      async (world) => {
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
        const instance = await world.start(await world.account('service'), {
          as: 'instance',
          resource: 'here',
          ...(priority !== undefined && { priority }),
        })
        world.step(`send an IQ of type ${type} to the full JID`)
        const mark = world.mark()
        const error = el('error', { type: 'cancel' }, el('not-allowed', { xmlns: NS.stanzaErrors }))
        client.iq({
          to: instance.jid,
          type,
          id: mark,
          payload: [markElement(mark), ...(type === 'error' ? [error] : [])],
        })
        await instance.receive({ name: 'iq', mark })
        const until = await client.fence(instance)
        for (const requirement of ['RFC6121-8.5.3.1-b', 'RFC6120-10.5.4-b'])
          world.check(
            requirement,
            once(
              'The resource receives it.',
              { name: 'iq', mark, attrs: { type } },
              { at: instance.id, after: { mark }, until },
            ),
          )
      },
    ),
  ),
  scenario(
    `discovery/stanzas/full-jid/message/to-${state}`,
    { proves: ['RFC6120-10.5.4-b'], role: 'server', parameters: { state } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const instance = await world.start(await world.account('service'), {
        as: 'instance',
        resource: 'here',
        ...(priority !== undefined && { priority }),
      })
      world.step('send a message to the full JID')
      const mark = client.message({ to: instance.jid, body: 'go on' })
      await client.barrier()
      const until = await client.fence(instance)
      world.check(
        'RFC6120-10.5.4-b',
        once(
          'The resource receives it.',
          { name: 'message', mark },
          { at: instance.id, after: { mark }, until },
        ),
      )
    },
  ),
])

// RFC 6121 8.5.3.1: requests pass where presence is shared. An actor answers what it receives with an error, as
// every client does, so what the stranger gets back does not tell whether its request was delivered.
const requests: Scenario[] = Object.entries(SHARING).flatMap(([shared, fate]) =>
  (['get', 'set'] as const).map((type) =>
    scenario(
      `discovery/stanzas/full-jid/request/${type}-after-${shared}`,
      { proves: ['RFC6121-8.5.3.1-a'], role: 'server', parameters: { shared, type, fate } },
      async (world) => {
        const stranger = await world.start(await world.account('stranger'), { as: 'stranger', priority: 0 })
        const instance = await world.start(await world.account('service'), {
          as: 'instance',
          resource: 'here',
          priority: 5,
        })
        world.step('share presence, or not')
        if (shared === 'presence-of-the-stranger') stranger.presence({ to: instance.jid })
        if (shared === 'directed-presence') instance.presence({ to: stranger.jid })
        if (shared === 'subscription') await world.subscribe(stranger, instance)
        await stranger.barrier()
        await instance.barrier()
        world.step('send a request to the full JID')
        const mark = stranger.iq({ to: instance.jid, type })
        await stranger.receive({ name: 'iq', attrs: { id: mark } })
        const until = await stranger.fence(instance)
        const where = { at: instance.id, after: { mark }, until }
        const request = { name: 'iq', mark }
        world.check(
          'RFC6121-8.5.3.1-a',
          fate === 'delivered'
            ? once('The resource receives the request.', request, where)
            : none('The resource does not receive the request.', request, where),
        )
        if (fate === 'refused')
          world.check(
            'RFC6121-8.5.3.1-a',
            once(
              'The stranger receives service-unavailable.',
              { name: 'iq', attrs: { id: mark, type: 'error' }, condition: 'service-unavailable' },
              { at: stranger.id, after: { mark }, until: await stranger.barrier() },
            ),
          )
      },
    ),
  ),
)

// RFC 6121 8.5.3.2.3: the reliable test of whether a concrete instance is still there.
const gone: Scenario[] = (['get', 'set', 'result', 'error'] as const).map((type) =>
  scenario(
    `discovery/stanzas/full-jid/no-match/${type}`,
    { proves: ['RFC6121-8.5.3.2.3-a'], role: 'server', parameters: { type } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const sibling = await world.start(await world.account('service'), {
        as: 'sibling',
        resource: 'sibling',
        priority: 5,
      })
      sibling.presence({ to: client.jid })
      await sibling.barrier()
      world.step('send an IQ to a full JID that nobody has')
      const mark = world.mark()
      const to = `${sibling.bare}/nowhere`
      const error = el('error', { type: 'cancel' }, el('not-allowed', { xmlns: NS.stanzaErrors }))
      const payload = [markElement(mark), ...(type === 'error' ? [error] : [])]
      client.iq({ to, type, id: mark, payload })
      // The own server's answers overtake what comes in the name of another account; one in that name does not.
      const asks = type === 'get' || type === 'set'
      const answered = asks ? mark : client.iq({ to, type: 'get', payload: [markElement(world.mark())] })
      await client.receive({ name: 'iq', attrs: { id: answered, type: ['result', 'error'] } })
      const until = asks ? await client.barrier() : answered
      const fence = await client.fence(sibling)
      const where = { at: client.id, after: { mark }, until }
      world.check(
        'RFC6121-8.5.3.2.3-a',
        none(
          'A sibling does not receive it.',
          { name: 'iq', mark },
          { at: sibling.id, after: { mark }, until: fence },
        ),
      )
      world.check(
        'RFC6121-8.5.3.2.3-a',
        asks
          ? once(
              'The sender receives service-unavailable.',
              { name: 'iq', attrs: { id: mark, type: 'error' }, condition: 'service-unavailable' },
              where,
            )
          : none('It is not answered.', { name: 'iq', attrs: { id: mark } }, where),
      )
    },
  ),
)

export const fullJid: Scenario[] = [...matching, ...requests, ...gone]
