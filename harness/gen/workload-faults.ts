import fc from 'fast-check'
import type { Action, Direction, OneWay, Trigger } from '../faults/schedule.js'
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
): fc.Arbitrary<FaultCommand> => fc.record({ do: way, node: at, ms })

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

/** The usual commands, of which fewer end sessions, because faults do, and faults of some weight against their 36. */
function among(
  faults: { weight: number; arbitrary: fc.Arbitrary<FaultCommand> }[],
  most: number,
): fc.Arbitrary<FaultyWorkload> {
  const weights = { end: 2, greet: 8, rest: 5 }
  const usual = { weight: 36, arbitrary: commands({ pings: 60, rest: 400, weights }) }
  const any = fc.oneof<{ weight: number; arbitrary: fc.Arbitrary<Command | FaultCommand> }[]>(
    usual,
    ...faults,
  )
  const then = fc.array(any, { minLength: 1, maxLength: most, size: 'max' })
  return fc.tuple(beginning, then).map(([first, rest]) => ({ commands: [...first, ...rest] }))
}

/** Workloads on connections that fail. */
export const workloadsOnLinks = (): fc.Arbitrary<FaultyWorkload> =>
  among([{ weight: 12, arbitrary: link }], 40)

/** Workloads on two nodes that die, are cut off from each other, and are drained. */
export const workloadsOnNodes = (): fc.Arbitrary<FaultyWorkload> =>
  among(
    [
      { weight: 2, arbitrary: interruption(fc.constantFrom('kill', 'kill', 'pause'), node) },
      { weight: 1, arbitrary: partition },
      { weight: 2, arbitrary: drainNode },
    ],
    40,
  )

/** Workloads on a server that is killed, stopped and paused. */
export const workloadsOverRestarts = (): fc.Arbitrary<FaultyWorkload> =>
  among(
    [
      {
        weight: 2,
        arbitrary: interruption(fc.constantFrom('kill', 'stop', 'pause', 'pause'), fc.constant(1)),
      },
    ],
    40,
  )

/** Workloads on a server that sends sessions elsewhere. */
export const workloadsOverRedirects = (): fc.Arbitrary<FaultyWorkload> =>
  among(
    [
      { weight: 6, arbitrary: redirect },
      { weight: 2, arbitrary: drain },
    ],
    30,
  )
