import fc from 'fast-check'

/** How an instance or a client ends its session in a workload. */
export const WORKLOAD_ENDS = ['unavailable', 'close', 'stream-error', 'fin', 'reset'] as const

/** One command of a workload; plain JSON. Instances and clients are counted from 0, and round. */
export type Command =
  /** The instance logs in if it isn't connected, and becomes available with this priority, or takes it on. */
  | { do: 'priority'; instance: number; priority: number }
  /** The instance ends its session, if it has one. */
  | { do: 'end'; instance: number; how: (typeof WORKLOAD_ENDS)[number] }
  /** The client pings the service's bare JID, so many times without waiting. */
  | { do: 'ping'; client: number; times: number }
  /** The client sends a message to the full JID that the instance has or last had. */
  | { do: 'address'; client: number; instance: number }
  /** The client sends a headline, which is for all, to the service's bare JID (RFC 6121 8.5.2.1.1). */
  | { do: 'announce'; client: number }
  /** The client directs presence to the instance, or takes it back; so does the instance. */
  | { do: 'greet' | 'retract'; client: number; instance: number }
  /** Nobody goes on before everybody is done, and the subject has processed all of it. */
  | { do: 'settle' }
  /** Nothing is begun for so many milliseconds. */
  | { do: 'rest'; ms: number }

/** What clients and instances of one service do: everybody in the order of the commands, and all at once. */
export interface Workload {
  commands: Command[]
}

/** How many instances and clients there are at most. */
export const MOST = { instances: 4, clients: 2 } as const

/** The number of one of them. */
export const instance = fc.nat({ max: MOST.instances - 1 })
export const client = fc.nat({ max: MOST.clients - 1 })
const priority = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 127) },
)

/** How much happens in one command at most (pings, and milliseconds of rest), and how often some commands are drawn. */
interface Shape {
  pings: number
  rest: number
  weights: { end: number; greet: number; rest: number }
}

/** Any command. Mostly a few pings; sometimes so many that what goes wrong rarely goes wrong once. */
export const commands = ({ pings, rest, weights }: Shape): fc.Arbitrary<Command> => {
  const times = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: 13, max: pings }) },
  )
  return fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('priority' as const), instance, priority }) },
    {
      weight: weights.end,
      arbitrary: fc.record({
        do: fc.constant('end' as const),
        instance,
        how: fc.constantFrom(...WORKLOAD_ENDS),
      }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        do: fc.constant('ping' as const),
        client,
        times,
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('address' as const), client, instance }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('announce' as const), client }) },
    { weight: weights.greet, arbitrary: fc.record({ do: fc.constant('greet' as const), client, instance }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('retract' as const), client, instance }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
    {
      weight: weights.rest,
      arbitrary: fc.record({ do: fc.constant('rest' as const), ms: fc.integer({ min: 1, max: rest }) }),
    },
  )
}

/** Any command. */
export const command: fc.Arbitrary<Command> = commands({
  pings: 600,
  rest: 200,
  weights: { end: 5, greet: 4, rest: 3 },
})
