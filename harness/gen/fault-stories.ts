import fc from 'fast-check'
import { between, everybody, few, how, next } from './story.js'
import { type Command, client, instance } from './workload.js'
import type { FaultCommand, LinkAction, LinkTrigger } from './workload-faults.js'

type FaultStory = (Command | FaultCommand)[]

const another = fc.constantFrom(1, 0, -1)

/** How long a fault of a story lasts at most, ms, where it keeps everybody away. */
export const SHORT = 150

/** Who is on top suffers `fault`, comes back, and takes less; the other may have been away, too. */
export const suffersOnTop = (i: number, fault: fc.Arbitrary<FaultCommand>): fc.Arbitrary<FaultStory> =>
  fc
    .tuple(client, fault, between, between, another, few, fc.boolean())
    .map(
      ([c, suffered, first, then, back, times, both]): FaultStory => [
        { do: 'priority', instance: i, priority: 3 },
        { do: 'priority', instance: next(i), priority: 2 },
        ...first,
        suffered,
        { do: 'rest', ms: SHORT },
        { do: 'priority', instance: i, priority: back },
        ...(both ? [{ do: 'priority' as const, instance: next(i), priority: 2 }] : []),
        ...then,
        { do: 'ping', client: c, times },
      ],
    )

/**
 * Commands that belong together around a fault, where drawing each by itself would rarely bring them together.
 * @param fault what happens to the instance of that number, or to the node that it is at
 */
export const faultStories = (
  fault: (instance: number) => fc.Arbitrary<FaultCommand>,
): fc.Arbitrary<FaultStory> =>
  instance.chain((i) =>
    fc.oneof(
      suffersOnTop(i, fault(i)),
      // Who is greeted suffers it, and perhaps ends meanwhile.
      fc
        .tuple(client, fault(i), between, fc.option(how, { nil: undefined, freq: 10 }))
        .map(
          ([c, suffered, then, end]): FaultStory => [
            { do: 'priority', instance: i, priority: 1 },
            { do: 'greet', client: c, instance: i },
            { do: 'settle' },
            suffered,
            ...then,
            ...(end === undefined ? [] : [{ do: 'end' as const, instance: i, how: end }]),
          ],
        ),
      // Who has ended is not brought back by it.
      fc
        .tuple(client, fault(i), how, between, few)
        .map(
          ([c, suffered, end, then, times]): FaultStory => [
            { do: 'priority', instance: i, priority: 3 },
            { do: 'settle' },
            { do: 'end', instance: i, how: end },
            ...then,
            suffered,
            { do: 'settle' },
            { do: 'ping', client: c, times },
          ],
        ),
      // What nobody was there for waits through it.
      fc
        .tuple(client, fault(i), fc.integer({ min: 2, max: 6 }), between)
        .map(
          ([c, suffered, times, then]): FaultStory => [
            ...everybody.map((one): Command => ({ do: 'end', instance: one, how: 'unavailable' })),
            { do: 'settle' },
            { do: 'ping', client: c, times },
            ...then,
            suffered,
            { do: 'settle' },
            { do: 'priority', instance: i, priority: 1 },
          ],
        ),
    ),
  )

/** The connection of an instance fails inside of what it writes. */
export const cutInside: fc.Arbitrary<FaultStory> = fc
  .tuple(instance, client, fc.integer({ min: 1, max: 200 }), fc.constantFrom('reset', 'fin'), between)
  .map(([i, c, bytes, cut, then]): FaultStory => {
    const action: LinkAction = cut === 'fin' ? { do: 'fin', direction: 'both' } : { do: 'reset' }
    const trigger = { on: 'bytes', direction: 'to-server', bytes } as const
    return [
      { do: 'priority', instance: i, priority: 3 },
      { do: 'settle' },
      { do: 'link', who: 'instance', index: i, action, trigger },
      { do: 'priority', instance: i, priority: 2 },
      ...then,
      { do: 'ping', client: c, times: 2 },
    ]
  })

/** Somebody's messages take their time on the way. */
export const slowly: fc.Arbitrary<FaultStory> = fc
  .tuple(client, instance, fc.integer({ min: 2000, max: 20_000 }), few)
  .map(
    ([c, i, bytesPerSecond, times]): FaultStory => [
      { do: 'priority', instance: i, priority: 3 },
      { do: 'settle' },
      {
        do: 'link',
        who: 'client',
        index: c,
        action: { do: 'bandwidth', direction: 'to-server', bytesPerSecond, heal: { ms: 300 } },
      },
      { do: 'ping', client: c, times },
      { do: 'address', client: c, instance: i },
    ],
  )

/** Behind the next stanza of somebody; in TLS, where stanzas can't be told, behind as many bytes as one has. */
const behindTheNext: fc.Arbitrary<LinkTrigger> = fc.oneof(
  fc.constant<LinkTrigger>({ on: 'stanza', direction: 'to-server', nth: 1, like: {} }),
  fc.record({
    on: fc.constant('bytes' as const),
    direction: fc.constant('to-server' as const),
    bytes: fc.integer({ min: 100, max: 240 }),
  }),
)

/** The instance in use steps back, and the proof of that is held up, so that others see it first. */
export const stepsBackUnproven: fc.Arbitrary<FaultStory> = fc
  .tuple(
    client,
    instance,
    fc.constantFrom('to-server' as const, 'to-client' as const, 'both' as const),
    fc.integer({ min: 40, max: 1000 }),
    behindTheNext,
    few,
    few,
  )
  .map(
    ([c, i, direction, ms, trigger, first, second]): FaultStory => [
      { do: 'priority', instance: i, priority: 3 },
      { do: 'priority', instance: next(i), priority: 1 },
      { do: 'settle' },
      { do: 'link', who: 'instance', index: i, action: { do: 'stall', direction, heal: { ms } }, trigger },
      { do: 'priority', instance: i, priority: 0 },
      { do: 'ping', client: c, times: first },
      { do: 'rest', ms: 20 },
      { do: 'ping', client: c, times: second },
    ],
  )
