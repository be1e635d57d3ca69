import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock as clock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import { World } from '../run/world.js'
import { engineTrouble, findEngine } from './engine.js'
import { UNRECORDED } from './probe.js'
import { startSubject } from './start.js'

const run = promisify(execFile)
const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'
const never = new AbortController().signal

test('without an engine a container is unavailable', async () => {
  vi.stubEnv('DOCKER_HOST', 'unix:///nonexistent')
  const started = startSubject('container:prosody', clock, never)
  await expect(started).rejects.toMatchObject({
    exitCode: 69,
    message: 'No container engine answers at unix:///nonexistent; start Docker, or run docker/ensure engine.',
  })
  vi.unstubAllEnvs()
})

/** Containers and networks this process has in the engine. */
async function ours(): Promise<string[]> {
  const filter = ['--quiet', '--filter', `label=assay.pid=${process.pid}`]
  const listed = [
    await run('docker', ['ps', '--all', ...filter]),
    await run('docker', ['network', 'ls', ...filter]),
  ]
  return listed.flatMap(({ stdout }) => stdout.split('\n').filter((line) => line !== ''))
}

describe('with an engine', () => {
  beforeEach((context) => {
    if (trouble !== undefined && !required) context.skip(trouble)
  })

  test('a container is started, logged in to, killed, and removed', async () => {
    const subject = await startSubject('container:prosody@13.0', clock, never)
    try {
      expect(subject.facts).toMatchObject({ name: 'Prosody', version: '13.0.7', carrier: 'container' })
      expect(subject.resetPath).toMatchObject({ carried: true })
      expect(subject.security).toBe('tls')
      const began = clock.wall()
      const world = new World(subject, UNRECORDED, clock, seededRandom('container'))
      const account = await world.account('juliet')
      const one = await world.start(account, { as: 'one', resource: 'one', priority: 1 })
      const two = await world.start(account, { as: 'two', resource: 'two', priority: 1 })
      const mark = one.message({ to: two.jid })
      await two.expect('the message', { name: 'message', mark })
      await world.dispose()
      await expect(subject.trouble()).resolves.toBeUndefined()
      const logged = await subject.log?.(began, clock.wall() + 1000)
      expect(logged?.filter(({ text }) => text.includes('Client connected')).length).toBeGreaterThan(1)
      expect(logged?.every(({ at }) => at >= began)).toBe(true)
      await expect(subject.log?.(0, began - 60_000)).resolves.toEqual([])
      const [container = ''] = await ours()
      await run('docker', ['kill', container])
      await expect(subject.trouble()).resolves.toBe("The subject's container is exited with exit code 137.")
      await run('docker', ['rm', container])
      await expect(subject.trouble()).resolves.toBe("The subject's container no longer exists.")
      await expect(subject.log?.(began, clock.wall())).rejects.toThrow(/no such container/iu)
    } finally {
      await Promise.all([subject.stop(), subject.stop()])
    }
    expect(await ours()).toEqual([])
  })

  test.each([0, 200, 400, 600, 800, 1000, 1300])('an interrupt after %i ms leaves nothing', async (ms) => {
    const interrupt = new AbortController()
    clock.after(ms, () => interrupt.abort())
    await startSubject('container:prosody@13.0', clock, interrupt.signal).then(
      (subject) => subject.stop(),
      (error: unknown) => expect(error).toMatchObject({ exitCode: 130 }),
    )
    expect(await ours()).toEqual([])
  })

  test('a container that ends while starting is told with its exit code', async () => {
    const { launch } = await import('./container-launch.js')
    const { ContainerParts } = await import('./container-parts.js')
    const parts = new ContainerParts(await findEngine())
    const wish = {
      image: 'assay/prosody:13.0.7',
      ports: [5222],
      environment: { ASSAY_DOMAIN: '' },
      ready: 'never',
    }
    await expect(launch(wish, parts, clock, never)).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringMatching(
        /^The container of assay\/prosody:13\.0\.7 ended with exit code 1 while starting; /,
      ),
    })
    await parts.remove()
    expect(await ours()).toEqual([])
  })

  test('two runs at once keep apart', async () => {
    const subjects = await Promise.all(
      ['0.12.3', '13.0.1'].map((v) => startSubject(`container:prosody@${v}`, clock, never)),
    )
    expect(subjects.map((s) => s.facts.version)).toEqual(['0.12.3', '13.0.1'])
    expect(subjects[0]!.endpoint).not.toEqual(subjects[1]!.endpoint)
    await Promise.all(subjects.map((s) => s.stop()))
    expect(await ours()).toEqual([])
  })

  test('by its address alone, a container tells its version, and not whether resets arrive', async () => {
    const subject = await startSubject('container:prosody', clock, never)
    try {
      const { host, port } = subject.endpoint
      const direct = await startSubject(`address:${host}:${port}?domain=${subject.domain}`, clock, never)
      expect(direct.facts).toMatchObject({ name: 'Prosody', version: expect.stringContaining('13.0.7') })
      expect(direct.resetPath).toMatchObject({ carried: false, how: expect.stringContaining('?rst=carried') })
      const [container = ''] = await ours()
      const { stdout } = await run('docker', ['port', container, '5222/tcp'])
      const published = /0\.0\.0\.0:(\d+)/.exec(stdout)?.[1]
      const forwarded = await startSubject(
        `address:127.0.0.1:${published}?domain=${subject.domain}`,
        clock,
        never,
      )
      expect(forwarded.resetPath.carried).toBe(false)
    } finally {
      await subject.stop()
    }
  })
})
