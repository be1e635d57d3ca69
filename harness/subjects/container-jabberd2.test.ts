import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test } from 'vitest'
import { systemClock as clock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import { World } from '../run/world.js'
import { engineTrouble } from './engine.js'
import { UNRECORDED } from './probe.js'
import { startSubject } from './start.js'

const run = promisify(execFile)
const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'

describe('jabberd2 in a container', () => {
  beforeEach((context) => {
    if (trouble !== undefined && !required) context.skip(trouble)
  })

  test('is started, registered with, logged in to, and removed', { timeout: 60_000 }, async () => {
    const subject = await startSubject('container:jabberd2@2.7', clock, new AbortController().signal)
    try {
      expect(subject.facts).toMatchObject({ name: 'jabberd2', version: '2.7.0', carrier: 'container' })
      expect(subject.security).toBe('tls')
      expect(subject.resetPath).toMatchObject({ carried: true })
      const ofContainer = ['continue-node', 'kill-node', 'pause-node', 'start-node', 'stop-node']
      expect(Object.keys(subject.admin ?? {}).sort()).toEqual(ofContainer)
      const world = new World(subject, UNRECORDED, clock, seededRandom('jabberd2'))
      const one = await world.start(await world.account('juliet'), {
        as: 'one',
        resource: 'one',
        priority: 1,
      })
      const two = await world.start(await world.account('romeo'), { as: 'two', resource: 'two', priority: 1 })
      const mark = one.message({ to: two.jid })
      await two.expect('the message', { name: 'message', mark })
      await world.dispose()
      await expect(subject.trouble()).resolves.toBeUndefined()
    } finally {
      await subject.stop()
    }
    const filter = `label=assay.pid=${process.pid}`
    const { stdout } = await run('docker', ['ps', '--all', '--quiet', '--filter', filter])
    expect(stdout).toBe('')
  })
})
