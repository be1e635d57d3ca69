import { beforeEach, describe, expect, test } from 'vitest'
import type { ClientActor } from '../actors/client.js'
import type { Verb } from '../core/admin.js'
import { ManualClock, settled } from '../core/manual-clock.js'
import type { FaultCommand } from '../gen/workload-faults.js'
import { Player } from './player.js'
import type { Cast } from './workload.js'
import { Operator } from './workload-operator.js'
import type { World } from './world.js'

const CAN: Verb[] = [
  ...(['redirect', 'drain', 'undrain', 'drain-node', 'undrain-node', 'partition', 'heal'] as const),
  ...(['kill-node', 'stop-node', 'start-node', 'pause-node', 'continue-node'] as const),
]

let clock: ManualClock
/** What was done, with the time. */
let done: string[]
let refuses: Verb | undefined

beforeEach(() => {
  clock = new ManualClock()
  done = []
  refuses = undefined
})

const note = (what: string) => void done.push(`${clock.now()} ${what}`)

/** A world whose subject has these admin verbs, and whose nodes have these addresses. */
function world(verbs: Verb[] = CAN, hosts = ['127.0.0.1', '::1']): World {
  const parts = {
    subject: { admin: Object.fromEntries(verbs.map((verb) => [verb, async () => undefined])) },
    proxies: {
      arm: (conn: string, fault: object) => note(`arm ${conn} ${JSON.stringify(fault)}`),
      heal: () => note('heal all links'),
    },
    node: (number: number) => ({ host: hosts[number - 1], port: 5000 + number }),
    step: (text: string) => note(`step: ${text}`),
    order: async (verb: Verb, order: object) => {
      note(`${verb} ${JSON.stringify(order)}`)
      if (verb === refuses) throw new Error('The subject refuses.')
    },
    elapse: (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve)),
  }
  return parts as unknown as World
}

/** A player with a session, which ends when `end` is called; without `id` it has none. */
function player(here: World, name: string, id?: string): Player & { end(): void } {
  const one = new Player(here, { local: 'a', domain: 'b', password: '' }, name)
  let end = () => {}
  const closed = new Promise<void>((resolve) => {
    end = resolve
  })
  if (id !== undefined)
    one.actor = { id, jid: `a@b/${name}`, connection: {}, closed: () => closed } as unknown as ClientActor
  return Object.assign(one, { end })
}

const castOf = (here: World, instances: Player[], clients: Player[] = []) =>
  ({ world: here, instances, clients }) as unknown as Cast

/** Carries out commands as a workload does, one begun after the other; time passes until all are healed. */
async function carryOut(
  commands: FaultCommand[],
  here = world(),
  cast = castOf(here, []),
): Promise<Operator> {
  const operator = new Operator(here)
  const all = (async () => {
    for (const command of commands) await operator.carryOut(command, cast)
    await operator.done()
  })()
  await clock.pass(10_000)
  await all
  return operator
}

describe('faults of the server', () => {
  test.each<[string, FaultCommand, string[]]>([
    ['kill', { do: 'kill', node: 2, ms: 70 }, ['0 kill-node {"node":2}', '70 start-node {"node":2}']],
    ['stop', { do: 'stop', node: 1, ms: 70 }, ['0 stop-node {"node":1}', '70 start-node {"node":1}']],
    ['pause', { do: 'pause', node: 1, ms: 5 }, ['0 pause-node {"node":1}', '5 continue-node {"node":1}']],
    ['partition', { do: 'partition', ms: 9 }, ['0 partition {"between":[1,2]}', '9 heal {}']],
    ['drain', { do: 'drain', ms: 9 }, ['0 drain {"target":"node2.example:9222"}', '9 undrain {}']],
    [
      'drain of the first node',
      { do: 'drain', node: 1, ms: 9 },
      ['0 drain-node {"node":1,"target":"[::1]:5002"}', '9 undrain-node {"node":1}'],
    ],
    [
      'drain of the second node',
      { do: 'drain', node: 2, ms: 9 },
      ['0 drain-node {"node":2,"target":"127.0.0.1:5001"}', '9 undrain-node {"node":2}'],
    ],
  ])('%s heals after its time', async (_, command, what) => {
    await carryOut([command])
    expect(done).toEqual(what)
  })

  test('one comes after the other: the next waits until the one before has healed', async () => {
    await carryOut([
      { do: 'kill', node: 1, ms: 100 },
      { do: 'pause', node: 2, ms: 50 },
      { do: 'partition', ms: 10 },
    ])
    expect(done.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
      ...['0 kill-node', '100 start-node', '100 pause-node', '150 continue-node'],
      ...['150 partition', '160 heal'],
    ])
  })

  test('the workload goes on when a fault has begun, and not before', async () => {
    const operator = new Operator(world())
    await operator.carryOut({ do: 'kill', node: 1, ms: 100 }, castOf(world(), []))
    expect(done).toEqual(['0 kill-node {"node":1}'])
  })

  test('what the subject has no verb for is left out, with a step that says so', async () => {
    await carryOut(
      [
        { do: 'kill', node: 1, ms: 100 },
        { do: 'drain', ms: 10 },
      ],
      world(['drain', 'undrain']),
    )
    expect(done).toEqual([
      '0 step: the subject has no admin verb "kill-node"',
      '0 drain {"target":"node2.example:9222"}',
      '10 undrain {}',
    ])
  })

  test('one that cannot be healed fails whoever waits for that', async () => {
    refuses = 'start-node'
    const operator = new Operator(world())
    await operator.carryOut({ do: 'kill', node: 1, ms: 100 }, castOf(world(), []))
    await clock.pass(100)
    await expect(operator.done()).rejects.toThrow('The subject refuses.')
    await expect(operator.heal()).rejects.toThrow('The subject refuses.')
  })

  test('one that cannot be begun fails the workload', async () => {
    refuses = 'partition'
    const begun = new Operator(world()).carryOut({ do: 'partition', ms: 1 }, castOf(world(), []))
    await expect(begun).rejects.toThrow('The subject refuses.')
  })

  test('a command of another version is refused', async () => {
    const command = { do: 'flood', ms: 1 } as unknown as FaultCommand
    const begun = new Operator(world()).carryOut(command, castOf(world(), []))
    await expect(begun).rejects.toThrow('no command "flood"')
  })
})

describe('faults of links', () => {
  const reset = { do: 'reset' } as const

  test('concern the present connection of who is meant, by its trigger or at once; indices round', async () => {
    const here = world()
    const [one, two, three] = [
      player(here, 'one', 'one/4'),
      player(here, 'two', 'two/1'),
      player(here, 'c', 'c/2'),
    ]
    const trigger = { on: 'bytes', direction: 'to-server', bytes: 9 } as const
    await carryOut(
      [
        { do: 'link', who: 'instance', index: 3, action: reset, trigger },
        { do: 'link', who: 'client', index: 7, action: reset },
      ],
      here,
      castOf(here, [one, two], [three]),
    )
    expect(done).toEqual([
      `0 arm two/1 {"trigger":${JSON.stringify(trigger)},"action":{"do":"reset"}}`,
      '0 arm c/2 {"trigger":{"on":"connection","ms":0},"action":{"do":"reset"}}',
    ])
  })

  test('wait for what that player does before, and hold nobody else up', async () => {
    const here = world()
    const one = player(here, 'one', 'one/1')
    one.next(() => here.elapse(30))
    await new Operator(here).carryOut(
      { do: 'link', who: 'instance', index: 0, action: reset },
      castOf(here, [one]),
    )
    expect(done).toEqual([])
    await clock.pass(30)
    await one.done()
    expect(done).toEqual([expect.stringMatching(/^30 arm one\/1 /u)])
  })

  test('leave alone who has no connection', async () => {
    const here = world()
    const [none, over] = [player(here, 'none'), player(here, 'over', 'over/1')]
    Object.assign(over.actor!.connection, { ended: 'fin' })
    const meant = [0, 1].map((index) => ({
      do: 'link' as const,
      who: 'instance' as const,
      index,
      action: reset,
    }))
    await carryOut(meant, here, castOf(here, [none, over]))
    await Promise.all([none.done(), over.done()])
    expect(done).toEqual([])
  })

  test('are all healed in the end, and what was late has time to arrive', async () => {
    const here = world()
    const cast = castOf(here, [player(here, 'one', 'one/1')])
    const operator = await carryOut([{ do: 'link', who: 'instance', index: 0, action: reset }], here, cast)
    done = []
    const begun = clock.now()
    let healed = -1
    void operator.heal().then(() => {
      healed = clock.now() - begun
    })
    await clock.pass(10_000)
    expect(done).toEqual([`${begun} heal all links`])
    expect(healed).toBe(500)
  })

  test('that never were need no healing, but those of the server do', async () => {
    const operator = new Operator(world())
    await operator.carryOut({ do: 'kill', node: 1, ms: 100 }, castOf(world(), []))
    let isHealed = 'no'
    void operator.heal().then(() => {
      isHealed = 'yes'
    })
    await clock.pass(99)
    expect(isHealed).toBe('no')
    await clock.pass(1)
    expect(isHealed).toBe('yes')
    expect(done.at(-1)).toBe('100 start-node {"node":1}')
  })
})

describe('a redirect', () => {
  const command = { do: 'redirect', who: 'client', index: 0 } as const

  test('sends the session elsewhere, and its player goes on when it is closed', async () => {
    const here = world()
    const one = player(here, 'c', 'c/1')
    await carryOut([command], here, castOf(here, [], [one]))
    one.next(() => note('next'))
    await settled()
    expect(done).toEqual(['0 redirect {"jid":"a@b/c","target":"node2.example:9222"}'])
    one.end()
    await one.done()
    expect(done.at(-1)).toMatch(/ next$/u)
  })

  test('that the subject refuses is a step, as the session may have ended just then', async () => {
    refuses = 'redirect'
    const here = world()
    const one = player(here, 'c', 'c/1')
    one.end()
    await carryOut([command], here, castOf(here, [], [one]))
    await one.done()
    expect(done.at(-1)).toBe('0 step: c/1 was not redirected: The subject refuses.')
  })

  test('of nobody is nothing', async () => {
    const here = world()
    await carryOut([command], here, castOf(here, [], [player(here, 'c')]))
    expect(done).toEqual([])
  })
})
