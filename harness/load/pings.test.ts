import type { Element } from 'ltx'
import { expect, test } from 'vitest'
import { DIX_PROFILE, dixMessage } from '../../fixtures/reference/service/profile.js'
import type { ClientSession, SessionEvents } from '../../fixtures/reference/session/index.js'
import type { Clock } from '../core/clock.js'
import { parseJid } from '../core/jid.js'
import { NS } from '../wire/ns.js'
import { LoadPings } from './pings.js'

const client = parseJid('client@example.org/a')
const service = parseJid('service@example.org')

const pong = (id: string) => {
  const element = dixMessage(DIX_PROFILE, 'pong', client, id)
  element.attrs.xmlns = NS.client
  return element
}

/** A lane whose pings are answered by `answers`, on a clock that is moved by hand. */
function lane(answers: (id: string) => string[]) {
  let deliver: (stanza: Element) => void = () => undefined
  let now = 0
  const timers = new Set<() => void>()
  const clock: Clock = {
    now: () => now,
    wall: () => now,
    after(_, action) {
      timers.add(action)
      return { cancel: () => void timers.delete(action) }
    },
  }
  const session = {
    listen: (events: SessionEvents) => {
      deliver = events.stanza
    },
    send: (ping: Element) => {
      now += 7
      for (const id of answers(ping.attrs.id)) deliver(pong(id))
    },
  } as Partial<ClientSession> as ClientSession
  const expire = () => {
    for (const action of timers) action()
  }
  return { pings: new LoadPings(session, service, clock), expire }
}

test('a pong ends the wait and gives the latency', async () => {
  const { pings } = lane((id) => [id])
  await pings.ping()
  expect(pings).toMatchObject({ latencies: [7], lost: 0, surplus: 0 })
})

test('a second pong, and one that answers nothing, are surplus', async () => {
  const { pings } = lane((id) => [id, id, 'other'])
  await pings.ping()
  expect(pings).toMatchObject({ latencies: [7], lost: 0, surplus: 2 })
})

test('a ping without a pong is lost', async () => {
  const { pings, expire } = lane(() => [])
  const over = pings.ping()
  expire()
  await over
  expect(pings).toMatchObject({ latencies: [], lost: 1, surplus: 0 })
})
