import { expect, test } from 'vitest'
import type { Clock } from '../core/clock.js'
import { el } from '../wire/xml.js'
import { Inbox } from './inbox.js'

/** An inbox on a clock whose timers fire when the test says so. */
function open() {
  const timers = new Set<() => void>()
  const clock: Clock = {
    now: () => 0,
    wall: () => 0,
    after: (_, action) => {
      timers.add(action)
      return { cancel: () => void timers.delete(action) }
    },
  }
  const late = () => {
    for (const action of [...timers]) action()
  }
  return { inbox: new Inbox(clock), timers, late }
}

const named = (name: string) => (element: { name: string }) => element.name === name

test('finds what came before, the first first', async () => {
  const { inbox } = open()
  inbox.add(el('a', { n: '1' }))
  inbox.add(el('a', { n: '2' }))
  expect((await inbox.find(named('a'), 10))?.attrs.n).toBe('1')
})

test('finds what comes later, for everybody who waits for it', async () => {
  const { inbox, timers } = open()
  const waiting = [inbox.find(named('a'), 10), inbox.find(named('a'), 10), inbox.find(named('b'), 10)]
  inbox.add(el('a'))
  expect(await Promise.all(waiting.slice(0, 2))).toHaveLength(2)
  expect(timers.size).toBe(1)
  inbox.add(el('b'))
  expect((await waiting[2])?.name).toBe('b')
  expect(timers.size).toBe(0)
})

test('the deadline ends a wait without anything', async () => {
  const { inbox, late } = open()
  const waiting = inbox.find(named('a'), 10)
  late()
  expect(await waiting).toBeUndefined()
  inbox.add(el('a'))
  expect(inbox.elements).toHaveLength(1)
})

test('the end of the stream ends all waits, those to come too, but not what came before', async () => {
  const { inbox } = open()
  const waiting = inbox.find(named('a'), 10)
  inbox.add(el('b'))
  inbox.close()
  expect(await waiting).toBeUndefined()
  expect(await inbox.find(named('a'), 10)).toBeUndefined()
  expect((await inbox.find(named('b'), 10))?.name).toBe('b')
})
