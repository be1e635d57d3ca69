import { NS, none, once, oneOf, requestBinding, type Scenario, scenario, some } from '../../harness/index.js'

/** What the session is that has the resource already. */
const HOLDERS = { available: 0, negative: -1, connected: undefined } as const

// RFC 6120 7.7.2.2: another resource, or the stanza error conflict, or the end of the old session.
const outcomes: Scenario[] = Object.entries(HOLDERS).map(([state, priority]) =>
  scenario(
    `streams/conflict/outcome/${state}`,
    { proves: ['RFC6120-7.7.2.2-a'], role: 'server', parameters: { state } },
    async (world) => {
      const { bounds } = world.subject
      const account = await world.account('service')
      const friend = await world.start(await world.account('friend'), { as: 'friend', priority: 0 })
      const holder = await world.start(account, {
        as: 'holder',
        resource: 'same',
        ...(priority !== undefined && { priority }),
      })
      world.step('ask for its resource on another stream')
      const raw = await world.authenticated(account, 'newcomer')
      const id = world.mark()
      const answer = await requestBinding(raw, { id, resource: 'same' }, bounds.route)
      const granted = answer?.getChild('bind', NS.bind)?.getChildText('jid')
      const replaced = granted === holder.jid
      const next = world.mark()
      if (answer?.attrs.type === 'error') {
        world.step('ask for another resource on the same stream')
        await requestBinding(raw, { id: next, resource: 'other' }, bounds.route)
      } else {
        world.step('use the resource that was bound')
        raw.send(`<iq type='get' id='${next}'><ping xmlns='${NS.ping}'/></iq>`)
        await raw.receive((e) => e.attrs.id === next, bounds.route)
      }
      const asked = { sent: { name: 'iq', attrs: { id } } }
      world.check(
        'RFC6120-7.7.2.2-a',
        oneOf(
          { name: 'iq', attrs: { id } },
          [
            {
              verdict: 'pass',
              says: 'The newcomer gets a resource: the one asked for, or another.',
              when: [
                { see: { attrs: { type: 'result' }, has: { name: 'bind', ns: NS.bind } }, times: [1, 1] },
              ],
            },
            {
              verdict: 'pass',
              says: 'The newcomer is refused with conflict.',
              when: [{ see: { condition: 'conflict' }, times: [1, 1] }],
            },
          ],
          { at: raw.id, after: asked, until: next },
        ),
      )
      world.check(
        'RFC6120-7.7.2.2-a',
        some(
          "The newcomer's stream stays usable.",
          { name: 'iq', attrs: { id: next } },
          { at: raw.id, after: asked },
        ),
      )
      if (replaced) await holder.receive({ name: 'error', ns: NS.stream })
      const still = await holder.barrier()
      if (replaced)
        world.check(
          'RFC6120-7.7.2.2-a',
          once(
            'The session that is replaced ends with the stream error conflict.',
            { name: 'error', ns: NS.stream, condition: 'conflict' },
            { at: holder.id, after: asked, until: still },
          ),
        )
      else {
        world.step('reach the session that keeps its resource')
        const mark = friend.message({ to: holder.jid, body: 'still there?' })
        const until = await friend.fence(holder)
        world.check(
          'RFC6120-7.7.2.2-a',
          once(
            'The session that has the resource goes on.',
            { name: 'message', mark },
            { at: holder.id, after: { mark }, until },
          ),
        )
      }
    },
  ),
)

const replacing = 'The server does not end the old session, so nobody has lost sight of it.'

// RFC 6120 7.7.2.2 with RFC 6121 4.6.3: the list of directed presence ends with its session.
const directed = scenario(
  'streams/conflict/directed-presence',
  { proves: ['RFC6120-7.7.2.2-b'], role: 'server' },
  async (world) => {
    const { bounds } = world.subject
    const account = await world.account('service')
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    const witness = await world.start(await world.account('witness'), { as: 'witness', priority: 0 })
    const holder = await world.start(account, { as: 'holder', resource: 'same', priority: 5 })
    world.step('send directed presence')
    holder.presence({ to: client.jid })
    const before = await holder.fence(client)

    world.step('bind the same resource on another stream')
    const raw = await world.authenticated(account, 'newcomer')
    const id = world.mark()
    const answer = await requestBinding(raw, { id, resource: 'same' }, bounds.route)
    const granted = answer?.getChild('bind', NS.bind)?.getChildText('jid')
    if (granted !== holder.jid) {
      const after = { sent: { name: 'iq', attrs: { id } } }
      world.check(
        'RFC6120-7.7.2.2-b',
        oneOf({}, [{ verdict: 'inapplicable', says: replacing, when: [{ see: {}, times: [0, null] }] }], {
          at: raw.id,
          after,
        }),
      )
      return
    }
    const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: holder.jid } }
    await client.receive(unavailable, bounds.unavailable)
    const arrival = world.mark()
    raw.send(
      `<message to='${client.jid}' id='${arrival}'><mark xmlns='${NS.assay}' id='${arrival}'/></message>`,
    )
    await client.receive({ name: 'message', mark: arrival })
    world.check(
      'RFC6120-7.7.2.2-b',
      once("The target of the old session's directed presence gets unavailable.", unavailable, {
        at: client.id,
        after: { mark: before },
        until: arrival,
        within: bounds.unavailable,
      }),
    )

    world.step('send directed presence of the new session to somebody else, and end it')
    raw.send(`<presence to='${witness.jid}'/>`)
    await witness.expect('directed presence', { name: 'presence', attrs: { from: holder.jid } })
    raw.send('</stream:stream>')
    await witness.receive(unavailable, bounds.unavailable)
    const until = await client.barrier()
    world.check(
      'RFC6120-7.7.2.2-b',
      none(
        'The new session has sent nobody else directed presence: its end is no matter of theirs.',
        unavailable,
        { at: client.id, after: { mark: arrival }, until },
      ),
    )
  },
)

// An instance that hangs is started anew before the server has noticed.
const dead = scenario(
  'streams/conflict/dead-instance',
  { proves: ['CHAOS-05'], role: 'server' },
  async (world) => {
    const { bounds } = world.subject
    const account = await world.account('service')
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    const hanging = await world.start(account, { as: 'hanging', resource: 'same', priority: 5 })
    world.step('bind its resource by a new process')
    const raw = await world.authenticated(account, 'instance')
    const id = world.mark()
    const answer = await requestBinding(raw, { id, resource: 'same' }, bounds.route)
    const granted = answer?.getChild('bind', NS.bind)?.getChildText('jid')
    const after = { received: { name: 'iq', attrs: { id } } }
    if (granted !== hanging.jid) {
      world.check(
        'CHAOS-05',
        oneOf(
          {},
          [
            {
              verdict: 'pass',
              says: 'The server keeps the old session: the newcomer gets another resource, or conflict.',
              when: [{ see: { name: 'iq', attrs: { id } }, times: [1, 1] }],
            },
          ],
          { at: raw.id, after: { sent: { name: 'iq', attrs: { id } } } },
        ),
      )
      return
    }
    world.step('become available, and be pinged at the bare and the full JID')
    const here = world.mark()
    raw.send(
      `<presence><priority>5</priority></presence><iq type='get' id='${here}'><ping xmlns='${NS.ping}'/></iq>`,
    )
    await raw.expect('an answer', (e) => e.attrs.id === here, bounds.route)
    const marks = [hanging.bare, hanging.jid].map((to) => client.message({ to, type: 'chat', body: 'ping' }))
    for (const mark of marks) await raw.receive((e) => e.attrs.id === mark, bounds.route)
    const still = await hanging.barrier()
    const there = world.mark()
    raw.send(`<iq type='get' id='${there}'><ping xmlns='${NS.ping}'/></iq>`)
    await raw.receive((e) => e.attrs.id === there, bounds.route)
    for (const mark of marks) {
      world.check(
        'CHAOS-05',
        once(
          'The new process receives the ping.',
          { name: 'message', mark },
          { at: raw.id, after, until: there },
        ),
      )
      world.check(
        'CHAOS-05',
        none('The dead stream receives nothing any more.', { mark }, { at: hanging.id, after, until: still }),
      )
    }
  },
)

export const conflict: Scenario[] = [...outcomes, directed, dead]
