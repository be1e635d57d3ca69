import fc from 'fast-check'
import type { Action, Direction, OneWay, Trigger } from '../faults/schedule.js'
import { Drawn } from './drawn.js'
import { cutInside, faultStories, SHORT, slowly, stepsBackUnproven, suffersOnTop } from './fault-stories.js'
import { type Command, commands, instance } from './workload.js'

/** What is done to one connection by the proxy in front of it: what doubles or changes bytes is left out. */
export type LinkAction = Exclude<Action, { do: 'duplicate' | 'corrupt' }>

/** When it is done: behind so many more stanzas or bytes one way, or before the closing tag. Absent: at once. */
export type LinkTrigger = Extract<Trigger, { direction: OneWay }>

/** One fault as a command of a workload. Everything heals by itself; indices round. */
export type FaultCommand =
  /** Something is done to the connection of an instance or client, if it has one. */
  | { do: 'link'; who: 'instance' | 'client'; index: number; action: LinkAction; trigger?: LinkTrigger }
  /** The processes of a node die, are told to end, or stand still; `ms` after that it is started again, or goes on. */
  | { do: 'kill' | 'stop' | 'pause'; node: number; ms: number }
  /** The first two nodes are cut off from each other, and so much after that no longer. */
  | { do: 'partition'; ms: number }
  /** A node, or the server, sends everybody away, and so long takes nobody. */
  | { do: 'drain'; node?: number; ms: number }
  /** The session of an instance or client is sent elsewhere (RFC 6120 4.9.3.19). */
  | { do: 'redirect'; who: 'instance' | 'client'; index: number }

/** A workload among faults. */
export interface FaultyWorkload {
  commands: (Command | FaultCommand)[]
}

const oneWay = fc.constantFrom<OneWay>('to-server', 'to-client')
const direction = fc.constantFrom<Direction>('to-server', 'to-client', 'both')
const within = (least: number, most: number) => fc.integer({ min: least, max: most })
const heal = fc.record({ ms: within(20, 1000) })

const action: fc.Arbitrary<LinkAction> = fc.oneof(
  fc.record({ do: fc.constant('reset' as const) }),
  fc.record({ do: fc.constant('fin' as const), direction }),
  fc.record({ do: fc.constantFrom('black-hole' as const, 'stall' as const), direction, heal }),
  fc.record({
    do: fc.constant('half-open' as const),
    gone: fc.constantFrom('server' as const, 'client' as const),
    heal,
  }),
  fc.record({
    do: fc.constant('delay' as const),
    direction,
    ms: within(1, 300),
    jitter: within(0, 200),
    heal,
  }),
  fc.record({ do: fc.constant('slice' as const), direction, bytes: within(20, 300), heal }),
  fc.record({
    do: fc.constant('bandwidth' as const),
    direction,
    bytesPerSecond: within(2000, 50_000),
    heal,
  }),
)

const trigger: fc.Arbitrary<LinkTrigger> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      on: fc.constant('stanza' as const),
      direction: oneWay,
      nth: within(1, 4),
      like: fc.constant({}),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ on: fc.constant('bytes' as const), direction: oneWay, bytes: within(1, 2000) }),
  },
  { weight: 1, arbitrary: fc.record({ on: fc.constant('close' as const), direction: oneWay }) },
)

const anybody = {
  who: fc.constantFrom('instance' as const, 'instance' as const, 'client' as const),
  index: instance,
}

const link: fc.Arbitrary<FaultCommand> = fc.oneof(
  fc.record({ do: fc.constant('link' as const), ...anybody, action }),
  fc.record({ do: fc.constant('link' as const), ...anybody, action, trigger }),
)

const redirect: fc.Arbitrary<FaultCommand> = fc.record({ do: fc.constant('redirect' as const), ...anybody })

const node = within(1, 2)

/** How long a server or node is away, ms. */
const ms = within(1, 800)

const interruption = (
  way: fc.Arbitrary<'kill' | 'stop' | 'pause'>,
  at: fc.Arbitrary<number>,
  lasts = ms,
): fc.Arbitrary<FaultCommand> => fc.record({ do: way, node: at, ms: lasts })

const partition: fc.Arbitrary<FaultCommand> = fc.record({ do: fc.constant('partition' as const), ms })

const drain: fc.Arbitrary<FaultCommand> = fc.record({ do: fc.constant('drain' as const), ms })

const drainNode: fc.Arbitrary<FaultCommand> = fc.record({ do: fc.constant('drain' as const), node, ms })

/** Instances that are there from the beginning, whatever the first fault is. */
const beginning: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    do: fc.constant('priority' as const),
    instance,
    priority: within(0, 3),
  }),
  { minLength: 0, maxLength: 4, size: 'max' },
)

/** One of the faults, and how often it is drawn where the usual commands are drawn 36 times. */
interface Weighted {
  weight: number
  arbitrary: fc.Arbitrary<FaultCommand>
}

/** The usual commands, of which fewer end sessions, because faults do; faults; and stories around them, also as the last. */
function among(
  faults: Weighted[],
  stories: fc.Arbitrary<(Command | FaultCommand)[]>,
): fc.Arbitrary<FaultyWorkload> {
  const weights = { end: 2, greet: 8, rest: 5 }
  const any = fc.oneof<{ weight: number; arbitrary: fc.Arbitrary<Command | FaultCommand> }[]>(
    { weight: 36, arbitrary: commands({ pings: 60, rest: 400, weights }) },
    ...faults,
  )
  const part = fc.oneof({ weight: 4, arbitrary: fc.tuple(any) }, { weight: 1, arbitrary: stories })
  // What comes last is what the final state shows.
  const drawn = fc
    .tuple(beginning, fc.array(part, { maxLength: 20, size: 'max' }), stories)
    .map(([first, parts, last]) => [...first, ...parts.flat(), ...last])
  const single = fc.array(any, { maxLength: 200, size: 'max' })
  return fc.record({ commands: new Drawn(drawn, single) })
}

/** Workloads on connections that fail. */
export const workloadsOnLinks = (): fc.Arbitrary<FaultyWorkload> => {
  const lost = fc.record({
    do: fc.constant('half-open' as const),
    gone: fc.constant('client' as const),
    heal,
  })
  const ofInstance = (index: number, action: fc.Arbitrary<LinkAction>) =>
    fc.record({
      do: fc.constant('link' as const),
      who: fc.constant('instance' as const),
      index: fc.constant(index),
      action,
    })
  // Only what is lost in silence has a successor that the server didn't expect.
  const losing = (index: number) =>
    ofInstance(index, fc.oneof({ weight: 2, arbitrary: action }, { weight: 1, arbitrary: lost }))
  return among(
    [{ weight: 12, arbitrary: link }],
    fc.oneof(
      { weight: 3, arbitrary: faultStories(losing) },
      { weight: 1, arbitrary: instance.chain((i) => suffersOnTop(i, ofInstance(i, lost))) },
      { weight: 1, arbitrary: cutInside },
      { weight: 1, arbitrary: slowly },
      { weight: 1, arbitrary: stepsBackUnproven },
    ),
  )
}

/** Workloads on two nodes that die, are cut off from each other, and are drained. */
export const workloadsOnNodes = (): fc.Arbitrary<FaultyWorkload> => {
  const interrupted = (at: fc.Arbitrary<number>) => interruption(fc.constantFrom('kill', 'kill', 'pause'), at)
  // Instances are spread over both nodes in turn.
  const below = (index: number) => fc.oneof(interrupted(fc.constant(1 + (index % 2))), partition)
  return among(
    [
      { weight: 2, arbitrary: interrupted(node) },
      { weight: 1, arbitrary: partition },
      { weight: 2, arbitrary: drainNode },
    ],
    faultStories(below),
  )
}

/** Workloads on a server that is killed, stopped and paused. */
export const workloadsOverRestarts = (): fc.Arbitrary<FaultyWorkload> => {
  const way = fc.constantFrom(
    'kill' as const,
    'kill' as const,
    'stop' as const,
    'pause' as const,
    'pause' as const,
  )
  const only = fc.constant(1)
  const short = interruption(way, only, within(1, SHORT))
  return among(
    [{ weight: 2, arbitrary: interruption(way, only) }],
    faultStories(() => short),
  )
}

/** Workloads on a server that sends sessions elsewhere. */
export const workloadsOverRedirects = (): fc.Arbitrary<FaultyWorkload> => {
  const ofInstance = (index: number) =>
    fc.record({
      do: fc.constant('redirect' as const),
      who: fc.constant('instance' as const),
      index: fc.constant(index),
    })
  return among(
    [
      { weight: 6, arbitrary: redirect },
      { weight: 2, arbitrary: drain },
    ],
    faultStories(ofInstance),
  )
}
