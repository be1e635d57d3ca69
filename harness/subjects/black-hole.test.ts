import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock as clock } from '../core/clock.js'
import { TappedConnection } from '../net/tapped-connection.js'
import { engineTrouble } from './engine.js'
import { UNRECORDED } from './probe.js'
import { startSubject } from './start.js'
import type { Subject } from './subject.js'

const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'
beforeEach((context) => {
  if (trouble !== undefined && !required) context.skip(trouble)
})

let subject: Subject | undefined
afterEach(() => subject?.stop())

test('a black hole in a container takes the packets of one client, and gives them back', async () => {
  subject = await startSubject('container:prosody@13.0?tuned=silence', clock, new AbortController().signal)
  const { admin, endpoint, network, domain } = subject
  const connect = async (name: string) => {
    const connection = await TappedConnection.open(name, endpoint, network, UNRECORDED, clock, 2000)
    let answer = (_: string) => {}
    const answered = new Promise<string>((resolve) => {
      answer = resolve
    })
    connection.onData((bytes) => answer(bytes.toString('utf8')))
    const open = () =>
      connection.write(
        `<stream:stream to='${domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
      )
    const within = (ms: number) =>
      Promise.race([answered, new Promise<string>((resolve) => clock.after(ms, () => resolve('nothing')))])
    return { connection, open, within, port: connection.port! }
  }
  const [lost, other] = [await connect('lost/1'), await connect('other/1')]
  await admin?.['black-hole']?.({ port: lost.port })
  lost.open()
  other.open()
  expect(await other.within(5000)).toContain('<stream:stream')
  expect(await lost.within(1000)).toBe('nothing')
  await admin?.['end-black-hole']?.({ port: lost.port })
  expect(await lost.within(10_000)).toContain('<stream:stream')
  for (const { connection } of [lost, other]) connection.reset()
}, 120_000)
