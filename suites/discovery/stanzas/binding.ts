import {
  authenticate,
  el,
  markElement,
  NS,
  none,
  once,
  oneOf,
  type Scenario,
  scenario,
} from '../../../harness/index.js'

/** Resource names that are legal (RFC 6120 7.7.1, RFC 7622 3.4) and easily spoilt. */
const RESOURCES = { plain: 'instance', 'mixed-case': 'Worker', spaces: 'my own worker', 'non-ascii': 'Größe' }

// RFC 6120 4.3.5: nothing but negotiation before a resource is bound.
const early: Scenario[] = (['authentication', 'binding'] as const).flatMap((stage) =>
  (['message', 'presence', 'iq'] as const).map((kind) =>
    scenario(
      `discovery/stanzas/binding/before-${stage}/${kind}`,
      { proves: ['RFC6120-4.3.5-a'], role: 'server', parameters: { stage, kind } },
      async (world) => {
        const { bounds, domain } = world.subject
        world.step('connect the addressee')
        const addressee = await world.start(await world.account('addressee'), {
          as: 'addressee',
          resource: 'here',
          priority: 0,
        })

        world.step(`send a stanza before ${stage}`)
        const raw = await world.raw('early')
        if (stage === 'binding') await authenticate(raw, await world.account('early'), bounds.login)
        else {
          raw.open(domain)
          await raw.expect('stream features', (e) => e.is('features', NS.stream), bounds.login)
        }
        const mark = world.mark()
        const type = kind === 'iq' ? 'get' : undefined
        raw.send(el(kind, { to: addressee.jid, type, id: mark }, markElement(mark)).toString())
        await raw.receive((e) => e.is('error', NS.stream) || e.attrs.type === 'error', bounds.route)
        raw.send('</stream:stream>')
        await raw.receive(() => false, bounds.close)

        const until = await addressee.barrier()
        const see = { name: 'error', ns: NS.stream, condition: 'not-authorized' }
        world.check(
          'RFC6120-4.3.5-a',
          oneOf(
            {},
            [
              {
                verdict: 'pass',
                says: 'The stream ends with not-authorized.',
                when: [{ see, times: [1, 1] }],
              },
            ],
            { at: raw.id, after: { mark } },
          ),
        )
        world.check(
          'RFC6120-4.3.5-a',
          none(
            'The addressee receives nothing of it.',
            { mark },
            { at: addressee.id, after: { mark }, until },
          ),
        )
      },
    ),
  ),
)

const resources: Scenario[] = Object.entries(RESOURCES).map(([name, resource]) =>
  scenario(
    `discovery/stanzas/binding/resource-asked-for/${name}`,
    { proves: ['RFC6120-7.7.1-a'], role: 'server', parameters: { resource } },
    async (world) => {
      world.step('ask for a resource that is free')
      world.check('RFC6120-7.7.1-a', { judge: 'binding', args: { at: 'client/1', asks: 'unchanged' } })
      await world.start(await world.account('client'), { as: 'client', resource })
    },
  ),
)

export const binding: Scenario[] = [
  ...early,
  ...resources,
  scenario(
    'discovery/stanzas/binding/no-resource-asked-for',
    { proves: ['RFC6120-7.6-a'], role: 'server' },
    async (world) => {
      world.step('bind without naming a resource')
      world.check('RFC6120-7.6-a', { judge: 'binding', args: { at: 'client/1', asks: 'granted' } })
      await world.start(await world.account('client'), { as: 'client' })
    },
  ),
  scenario(
    'discovery/stanzas/binding/unique/generated',
    { proves: ['RFC6120-7.5-a'], role: 'server' },
    async (world) => {
      world.step('bind three sessions without naming a resource')
      const account = await world.account('client')
      const connections = []
      for (const as of ['first', 'second', 'third']) connections.push((await world.start(account, { as })).id)
      world.check('RFC6120-7.5-a', { judge: 'distinct', args: { connections } })
    },
  ),
  scenario(
    'discovery/stanzas/binding/unique/conflict',
    { proves: ['RFC6120-7.5-a'], role: 'server' },
    async (world) => {
      world.step('bind one resource twice')
      const account = await world.account('client')
      const first = await world.start(account, { as: 'first', resource: 'same', priority: 0 })
      world.check('RFC6120-7.5-a', { judge: 'distinct', args: { connections: ['first/1', 'second/1'] } })
      const second = await world.start(account, { as: 'second', resource: 'same' })
      // A server may resolve the conflict by ending the older session (RFC 6120 7.7.2.2).
      if (second.jid === first.jid) await first.receive({ name: 'error', ns: NS.stream })
      await first.barrier()
    },
  ),
  scenario(
    'discovery/stanzas/binding/several-at-once',
    { proves: ['RFC6120-7.1-a'], role: 'server' },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const account = await world.account('service')
      world.step('bind five resources')
      const instances = []
      for (const as of ['first', 'second', 'third', 'fourth', 'fifth']) {
        world.check('RFC6120-7.1-a', { judge: 'binding', args: { at: `${as}/1`, asks: 'granted' } })
        instances.push(await world.start(account, { as, resource: as }))
      }
      world.step('reach each of them')
      const marks = instances.map(({ jid }) =>
        client.message({ to: jid, type: 'chat', body: 'still there?' }),
      )
      const fences = await client.fences(instances)
      for (const [i, { id }] of instances.entries())
        world.check(
          'RFC6120-7.1-a',
          once(
            'The resource is still connected, and receives the message sent to it.',
            { name: 'message', mark: marks[i]! },
            { at: id, after: { mark: marks[i]! }, until: fences[i]! },
          ),
        )
    },
  ),
]
