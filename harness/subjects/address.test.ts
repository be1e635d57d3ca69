import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createServer, makeCertificate, type ReferenceServer } from '../../fixtures/reference/server/index.js'
import { systemClock as clock } from '../core/clock.js'
import { seededRandom } from '../core/random.js'
import { World } from '../run/world.js'
import { UNRECORDED } from './probe.js'
import { startSubject } from './start.js'

const DOMAIN = 'here.test'
const folder = mkdtempSync(join(tmpdir(), 'assay-address-'))
const running: ReferenceServer[] = []

afterEach(() => {
  for (const server of running.splice(0)) server.kill()
})
afterAll(() => rmSync(folder, { recursive: true }))

async function serve(registration: 'open' | 'closed', ends: 'tls' | 'clear' = 'tls') {
  const tls = ends === 'tls' ? await makeCertificate([DOMAIN], clock) : undefined
  const server = createServer({ domain: DOMAIN, clock, random: seededRandom('server'), registration, tls })
  running.push(server)
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  return { server, port }
}

const start = (text: string) => startSubject(text, clock, new AbortController().signal)

function accountsFile(server: ReferenceServer, lines: string[]): string {
  const path = join(folder, `accounts-${lines.length}.txt`)
  writeFileSync(path, lines.join('\n'))
  for (const line of lines) {
    const [name = '', password = ''] = line.split(' ')
    server.addAccount(name.slice(0, name.indexOf('@')), DOMAIN, password)
  }
  return path
}

test('with registration, accounts are made and can log in', async () => {
  const { port } = await serve('open')
  const subject = await start(`address:127.0.0.1:${port}?domain=${DOMAIN}`)
  expect(subject).toMatchObject({ domain: DOMAIN, security: 'tls', mostJobs: Number.POSITIVE_INFINITY })
  expect(subject.facts).toMatchObject({ carrier: 'address', domain: DOMAIN })
  const [one, two] = [await subject.accounts.take('same'), await subject.accounts.take('other')]
  expect(one.local).toMatch(/^same-\w{4}$/)
  expect(two.password).not.toBe(one.password)
  const world = new World(subject, UNRECORDED, clock, seededRandom('world'))
  const actor = await world.start(one, { as: 'one', resource: 'r', priority: 1 })
  expect(actor.bare).toBe(`${one.local}@${DOMAIN}`)
  await world.dispose()
  await expect(subject.trouble()).resolves.toBeUndefined()
  await subject.stop()
  await expect(subject.trouble()).resolves.toBeUndefined()
})

test('two subjects at one address make different accounts for one wish', async () => {
  const { port } = await serve('open')
  const subjects = await Promise.all([1, 2].map(() => start(`address:127.0.0.1:${port}?domain=${DOMAIN}`)))
  const accounts = await Promise.all(subjects.map((s) => s.accounts.take('same')))
  expect(accounts[0]!.local).not.toBe(accounts[1]!.local)
})

test('without registration, accounts must be given', async () => {
  const { port } = await serve('closed')
  await expect(start(`address:127.0.0.1:${port}?domain=${DOMAIN}`)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining('pass ?accounts=<file> with at least 4 accounts'),
  })
})

test('a file of accounts limits the jobs and lends its accounts', async () => {
  const { server, port } = await serve('closed')
  const lines = Array.from({ length: 9 }, (_, i) => `u${i}@${DOMAIN} pass-${i}`)
  const path = accountsFile(server, lines)
  const subject = await start(`address:127.0.0.1:${port}?domain=${DOMAIN}&accounts=${path}`)
  expect(subject.mostJobs).toBe(2)
  expect(subject.accounts.how).toBe(`lent from ${path}`)
  const taken = await Promise.all(lines.map(() => subject.accounts.take('any')))
  expect(new Set(taken.map((a) => a.local)).size).toBe(9)
})

test('an account the server refuses is told', async () => {
  const { server, port } = await serve('closed')
  const path = accountsFile(
    server,
    ['a', 'b', 'c', 'd'].map((n) => `${n}@${DOMAIN} right`),
  )
  writeFileSync(path, ['a', 'b', 'c', 'd'].map((n) => `${n}@${DOMAIN} wrong`).join('\n'))
  await expect(start(`address:127.0.0.1:${port}?domain=${DOMAIN}&accounts=${path}`)).rejects.toMatchObject({
    exitCode: 64,
    message: expect.stringMatching(/refuses a@here\.test from .*not-authorized/),
  })
})

test('a domain the server does not serve is told', async () => {
  const { port } = await serve('open')
  await expect(start(`address:127.0.0.1:${port}`)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringMatching(/<host-unknown\/>.*\?domain=/),
  })
})

test('nobody there is told', async () => {
  const { server, port } = await serve('open')
  server.kill()
  await expect(start(`address:127.0.0.1:${port}`)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining(`No XMPP server answers at 127.0.0.1:${port}`),
  })
})

test('STARTTLS can be demanded and left out', async () => {
  const { port } = await serve('open', 'clear')
  await expect(start(`address:127.0.0.1:${port}?domain=${DOMAIN}&tls=starttls`)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining('does not offer STARTTLS'),
  })
  expect((await start(`address:127.0.0.1:${port}?domain=${DOMAIN}`)).security).toBe('clear')
  const { port: secured } = await serve('open')
  expect((await start(`address:127.0.0.1:${secured}?domain=${DOMAIN}&tls=none`)).security).toBe('clear')
})

test.runIf(process.platform === 'linux')('a server on loopback gets resets', async () => {
  const { port } = await serve('open')
  const { resetPath } = await start(`address:127.0.0.1:${port}?domain=${DOMAIN}`)
  expect(resetPath).toMatchObject({ carried: true, how: expect.stringContaining('holds the other end') })
})

test('the specifier can vouch for resets', async () => {
  const { port } = await serve('open')
  const { resetPath } = await start(`address:127.0.0.1:${port}?domain=${DOMAIN}&rst=carried`)
  expect(resetPath).toEqual({ carried: true, how: expect.stringContaining('as the specifier says') })
})

test('a server that accepts and says nothing is told', async () => {
  const silent = createTcpServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  await expect(start(`address:127.0.0.1:${port}`)).rejects.toMatchObject({
    exitCode: 69,
    message: expect.stringContaining('waited 5000 ms for stream features'),
  })
  silent.close()
})
