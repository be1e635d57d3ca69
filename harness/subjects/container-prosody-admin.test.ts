import { beforeEach, describe, expect, test } from 'vitest'
import { systemClock as clock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import type { Entry } from '../journal/event.js'
import { World } from '../run/world.js'
import { engineTrouble } from './engine.js'
import { startSubject } from './start.js'
import type { Subject } from './subject.js'
import { until } from './until.js'

const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'

const redirectTo = (target: string) =>
  `<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>${target}</see-other-host></stream:error></stream:stream>`

/** A world on `subject`, and what its connections have read. */
function record(subject: Subject) {
  const entries: Entry[] = []
  const recorder = { record: (entry: Entry) => entries.push(entry) }
  const world = new World(subject, recorder, clock, seededRandom('transfer'))
  const read = (conn: string) =>
    entries.flatMap((e) => (e.kind === 'received' && e.conn === conn ? [e.data] : [])).join('')
  const shows = async (conn: string, pattern: RegExp) => {
    const matches = async () => pattern.exec(read(conn))?.[0]
    await until(matches, { clock, ms: 3000, pause: 10 })
    expect(read(conn)).toMatch(pattern)
  }
  return { world, read, shows }
}

const literally = (text: string) => new RegExp(`${text.replaceAll(/[[\]/.]/g, '\\$&')}$`)

describe.each(['0.12.3', '13.0.1', '13.0.7'])('the module of Prosody %s', (version) => {
  beforeEach((context) => {
    if (trouble !== undefined && !required) context.skip(trouble)
  })

  test('carries out every order', { timeout: 90_000 }, async () => {
    const subject = await startSubject(`container:prosody@${version}`, clock, new AbortController().signal)
    try {
      const { world, shows, read } = record(subject)
      const account = await world.account('juliet')
      const start = (as: string) => world.start(account, { as, resource: `${as} "&'`, priority: 0 })
      const [moved, asked, other] = [await start('moved'), await start('asked'), await start('other')]

      await world.order('redirect', { jid: moved.jid, target: '[2001:db8::1]:9222' })
      await shows('moved/1', literally(redirectTo('[2001:db8::1]:9222')))
      await shows('other/1', /<presence [^>]*type='unavailable'/)

      await world.order('transfer', { jid: asked.jid, domain: subject.domain, target: 'node2.test:5223' })
      await shows(
        'asked/1',
        /<query xmlns='urn:xmpp:cxfr'><domain>prosody\.test<\/domain><server>node2\.test:5223<\/server><\/query>/,
      )
      await other.barrier()
      expect(read('other/1')).not.toContain('cxfr')

      await expect(world.order('redirect', { jid: other.jid, target: 'u@h' })).rejects.toThrow('no host name')
      await expect(world.order('redirect', { jid: moved.jid, target: 'a.test' })).rejects.toThrow(
        'no session',
      )
      await world.order('kill-session', { jid: asked.jid })
      await shows('asked/1', /<\/stream:stream>$/)

      await world.order('drain', { target: 'node2.test' })
      await shows('other/1', literally(redirectTo('node2.test')))
      await start('late').catch(() => undefined)
      await shows('late/1', literally(redirectTo('node2.test')))
      await world.order('undrain', {})
      await (await start('back')).barrier()
      await world.dispose()
    } finally {
      await subject.stop()
    }
  })
})
