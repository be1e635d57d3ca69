import { every, NS, oneOf, type Scenario, scenario } from '../../../harness/index.js'

const END = { name: 'presence', attrs: { type: 'unavailable' } }

const stopped = scenario(
  'clients/dix/end/stopped',
  {
    proves: ['DIX-PRES-d', 'RFC6121-4.5.1-a', 'RFC6121-4.5.1-b', 'RFC6121-5.1-b'],
    role: 'client',
  },
  async (world) => {
    const service = world.service('service', 'first')
    const first = service.instances[0]!

    world.step('the client uses the instance')
    const server = await world.server()
    const program = await world.begin()
    const stream = await server.online()
    await world.uses(first)

    world.step('it is told to end')
    await program.stop()

    const where = { at: stream.id, after: { sent: { name: 'presence', attrs: { from: first.jid } } } }
    const directed = { name: 'presence', attrs: { type: 'unavailable', to: first.jid } }
    const toAll = { name: 'presence', attrs: { type: 'unavailable', to: null } }
    const ways = [
      {
        verdict: 'pass' as const,
        says: 'The client takes its directed presence back by directed unavailable.',
        when: [{ see: directed, times: [1, null] as [number, null] }],
      },
      {
        verdict: 'pass-lax' as const,
        says: 'It goes unavailable for all, which the server tells the instance (RFC 6121 4.6.3).',
        when: [{ see: toAll, times: [1, null] as [number, null] }],
      },
    ]
    world.check('DIX-PRES-d', oneOf(END, ways, where))
    world.check('RFC6121-5.1-b', oneOf(END, ways, where))
    world.check(
      'RFC6121-4.5.1-a',
      oneOf(
        { name: 'presence' },
        [
          {
            verdict: 'pass',
            says: 'The client goes unavailable for all before it closes its stream.',
            when: [{ see: toAll, times: [1, null] }],
          },
          {
            verdict: 'pass',
            says: 'It never was available to all, and goes unavailable for those it was available to.',
            when: [
              { see: { name: 'presence', attrs: { type: null, to: null } }, times: [0, 0] },
              { see: directed, times: [1, null] },
            ],
          },
        ],
        { at: stream.id, after: { beginOf: stream.id } },
      ),
    )
    world.check(
      'RFC6121-4.5.1-b',
      every(
        'Unavailable presence has neither priority nor show.',
        END,
        [{ lacks: { name: 'priority', ns: NS.client } }, { lacks: { name: 'show', ns: NS.client } }],
        { at: stream.id, after: { beginOf: stream.id } },
      ),
    )
  },
)

export const end: Scenario[] = [stopped]
