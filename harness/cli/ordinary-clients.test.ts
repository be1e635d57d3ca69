import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { withDeadline } from '../core/deadline.js'
import { packageRoot } from '../core/package-root.js'
import { engineTrouble, ensureImage } from '../subjects/engine.js'
import { start } from './test-command.js'

const IMAGE = 'clients:bookworm'
const trouble = await engineTrouble()
const required = process.env.ASSAY_REQUIRE_ENGINE === '1'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** A client's program; it prints one line for whatever it receives. */
class Program {
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  #out = ''
  #changed = () => {}

  constructor(command: string, args: string[], env: NodeJS.ProcessEnv, stop: (child: ChildProcess) => void) {
    this.#child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#ended = new Promise((resolve) => this.#child.on('close', resolve))
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#out += text
        this.#changed()
      })
    stops.push(async () => {
      stop(this.#child)
      await this.#ended
    })
  }

  /** Resolves when every pattern has been printed. */
  async prints(...patterns: RegExp[]): Promise<void> {
    const missing = () => patterns.filter((pattern) => !pattern.test(this.#out))
    const all = new Promise<void>((resolve) => {
      this.#changed = () => {
        if (missing().length === 0) resolve()
      }
      this.#changed()
    })
    await withDeadline(all, 30_000, systemClock, 'a client').catch(() => {
      throw new Error(`Missing ${missing().join(' ')} in:\n${this.#out}`)
    })
  }
}

/** A program of the image, on the host's loopback interface. */
function inContainer(mount: string, ...args: string[]): Program {
  const name = `assay-${randomUUID().slice(0, 8)}`
  const place = ['--network', 'host', '--volume', `${mount}:${mount}:ro`]
  const label = `assay.pid=${process.pid}`
  return new Program(
    'docker',
    ['run', '--rm', '--init', '--name', name, '--label', label, ...place, `assay/${IMAGE}`, ...args],
    process.env,
    () => void spawn('docker', ['stop', '--time', '5', name], { stdio: 'ignore' }),
  )
}

test('slixmpp, profanity and @xmpp/client meet on the reference server over STARTTLS', async (context) => {
  if (trouble !== undefined && !required) context.skip(trouble)
  await ensureImage(IMAGE, new AbortController().signal)
  const folder = mkdtempSync(join(tmpdir(), 'assay-clients-'))
  const certificate = join(folder, 'server.pem')
  const people = ['juliet', 'romeo', 'mercutio']
  const accounts = people.flatMap((local) => ['--account', `${local}:secret`])
  const where = ['--port', '0', '--domain', 'localhost', '--certificate', certificate]
  const server = start(['reference', 'server', ...where, '--insecure-plain', ...accounts])
  stops.push(async () => {
    server.child.kill('SIGINT')
    await server.ended
  })
  const [, port = ''] = await server.shows(/at 127\.0\.0\.1:(\d+)/u)
  const friends = (self: string) => people.filter((name) => name !== self).map((name) => `${name}@localhost`)
  const place = ['127.0.0.1', port]
  const python = (script: string) => ['python3', `/opt/assay/${script}`]

  const slixmpp = inContainer(
    folder,
    ...[...python('slixmpp-client.py'), 'juliet@localhost', 'secret', ...place, certificate],
    ...friends('juliet'),
  )
  const profanity = inContainer(
    folder,
    ...[...python('profanity-client.py'), 'romeo@localhost', 'secret', ...place, ...friends('romeo')],
  )
  const example = join(packageRoot(), 'docs', 'examples', 'xmpp-client.mjs')
  const xmppjs = new Program(
    process.execPath,
    [example, 'mercutio@localhost', 'secret', ...place, ...friends('mercutio')],
    { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
    (child) => child.kill('SIGTERM'),
  )

  const meets = (local: string) => [
    new RegExp(`^presence ${local}@localhost/\\S+ available$`, 'mu'),
    new RegExp(`^message ${local}@localhost/\\S+ hello$`, 'mu'),
  ]
  await slixmpp.prints(/^online juliet@localhost\/\S+ TLSv1\.3$/mu, ...meets('romeo'), ...meets('mercutio'))
  await profanity.prints(/^online romeo@localhost$/mu, ...meets('juliet'), ...meets('mercutio'))
  await xmppjs.prints(/^online mercutio@localhost\/\S+ TLS$/mu, ...meets('romeo'), ...meets('juliet'))
  await expect(server.shows(/bound romeo@localhost\/profanity/u)).resolves.toBeDefined()
}, 120_000)
