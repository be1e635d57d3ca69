import fc from 'fast-check'
import { between, few, how, next } from './story.js'
import { type Command, client, instance } from './workload.js'

const priority = fc.constantFrom(1, 2, -1)

/** Commands that belong together, where drawing each by itself would rarely bring them together. */
export const stories: fc.Arbitrary<Command[]> = fc.oneof(
  // Somebody who is greeted ends, and perhaps comes back.
  fc
    .tuple(client, instance, how, between, between, fc.option(priority, { nil: undefined }))
    .map(([c, i, end, first, then, back]): Command[] => [
      { do: 'priority', instance: i, priority: 1 },
      { do: 'greet', client: c, instance: i },
      ...first,
      { do: 'end', instance: i, how: end },
      ...then,
      ...(back === undefined ? [] : [{ do: 'priority' as const, instance: i, priority: back }]),
    ]),
  // Who is on top ends, is back at once, and is on top for a while.
  fc
    .tuple(client, instance, how, fc.constantFrom(20, 150), few)
    .map(([c, i, end, ms, times]): Command[] => [
      { do: 'priority', instance: i, priority: 3 },
      { do: 'priority', instance: next(i), priority: 2 },
      { do: 'settle' },
      { do: 'end', instance: i, how: end },
      { do: 'priority', instance: i, priority: 3 },
      { do: 'rest', ms },
      { do: 'settle' },
      { do: 'ping', client: c, times },
    ]),
  // What was greeted is taken back before the end.
  fc
    .tuple(client, instance, how, between)
    .map(([c, i, end, then]): Command[] => [
      { do: 'priority', instance: i, priority: 1 },
      { do: 'greet', client: c, instance: i },
      { do: 'settle' },
      { do: 'retract', client: c, instance: i },
      ...then,
      { do: 'end', instance: i, how: end },
    ]),
  // The instance in use ends, and another is used.
  fc
    .tuple(client, instance, how, between, between, few, few, priority)
    .map(([c, i, end, first, then, before, behind, other]): Command[] => [
      { do: 'priority', instance: i, priority: 3 },
      { do: 'priority', instance: next(i), priority: other },
      { do: 'settle' },
      { do: 'ping', client: c, times: before },
      ...first,
      { do: 'end', instance: i, how: end },
      ...then,
      { do: 'ping', client: c, times: behind },
    ]),
  // Two who are greeted end at once.
  fc
    .tuple(client, instance, how, how)
    .map(([c, i, one, other]): Command[] => [
      { do: 'priority', instance: i, priority: 1 },
      { do: 'priority', instance: next(i), priority: 1 },
      { do: 'greet', client: c, instance: i },
      { do: 'greet', client: c, instance: next(i) },
      { do: 'settle' },
      { do: 'end', instance: i, how: one },
      { do: 'end', instance: next(i), how: other },
    ]),
  // One of two who tie ends and comes back, and others hear what is for both.
  fc
    .tuple(client, instance, how, between, between, few)
    .map(([c, i, end, first, then, times]): Command[] => [
      { do: 'priority', instance: i, priority: 3 },
      { do: 'priority', instance: next(i), priority: 3 },
      ...first,
      { do: 'end', instance: i, how: end },
      { do: 'priority', instance: i, priority: 3 },
      ...then,
      { do: 'ping', client: c, times },
      { do: 'announce', client: c },
    ]),
  // Right behind pings, who gets them is written to; his priority has just changed.
  fc
    .tuple(client, instance, priority, between, few, few)
    .map(([c, i, before, then, first, second]): Command[] => [
      { do: 'priority', instance: i, priority: before },
      { do: 'priority', instance: i, priority: 3 },
      ...then,
      { do: 'ping', client: c, times: first },
      { do: 'address', client: c, instance: i },
      { do: 'ping', client: c, times: second },
    ]),
)
