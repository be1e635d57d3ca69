import { writeFileSync } from 'node:fs'
import { type ConflictPolicy, createServer, makeCertificate } from '../../fixtures/reference/server/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT, usageError } from '../core/exit.js'
import { freshSeed, seededRandom } from '../core/random.js'
import { type Io, interrupted } from './io.js'

/** Options of `assay reference server`. */
export interface ServerOptions {
  port: number
  domain: string
  account: string[]
  insecurePlain?: true
  /** Where to write its certificate, for clients that verify. */
  certificate?: string
  /** Port for direct TLS (XEP-0368). */
  directTls?: number
  anonymous?: true
  conflict?: ConflictPolicy
  /** Largest stanza, in bytes. */
  maxStanza?: number
  /** Whether messages nobody can get are stored. */
  storeOffline?: true
  /** Components that may connect, as `domain:secret`. */
  component: string[]
  /** Where they connect, if there are any. */
  componentPort: number
}

/** Runs the reference server on loopback until it is interrupted. */
export async function serve(io: Io, options: ServerOptions): Promise<number> {
  const { port, domain, account, insecurePlain, certificate, directTls, anonymous, conflict, maxStanza } =
    options
  const { storeOffline, component, componentPort } = options
  const tls = await makeCertificate([domain], systemClock)
  if (certificate !== undefined) writeCertificate(certificate, tls.certificate)
  const server = createServer({
    domain,
    clock: systemClock,
    random: seededRandom(String(freshSeed())),
    tls,
    plainWithoutTls: insecurePlain ? 'allow' : 'refuse',
    registration: 'open',
    anonymous: anonymous ? 'offer' : 'refuse',
    ...(conflict === undefined ? {} : { conflict }),
    ...(maxStanza === undefined ? {} : { limits: { stanza: maxStanza } }),
    offline: storeOffline ? 'store' : 'bounce',
    components: component.map((text) => {
      const [domain, secret] = halves(text, 'The component', 'domain:secret')
      return { domain, secret }
    }),
    log: (line) => io.err(`${line}\n`),
  })
  for (const text of account) {
    const [local, password] = halves(text, 'The account', 'local:password')
    server.addAccount(local, domain, password)
  }
  const listener = await server.listen({ host: '127.0.0.1', port })
  io.out(
    `The reference server serves ${domain} at 127.0.0.1:${listener.port}; accounts can be registered in band. Ctrl-C ends it.\n`,
  )
  if (directTls !== undefined) {
    const direct = await server.listen({ host: '127.0.0.1', port: directTls, security: 'direct-tls' })
    io.out(`Direct TLS is at 127.0.0.1:${direct.port}.\n`)
  }
  if (component.length > 0) {
    const { port } = await server.listenForComponents({ host: '127.0.0.1', port: componentPort })
    io.out(`Components connect to 127.0.0.1:${port}.\n`)
  }
  await interrupted(io)
  await server.close()
  return EXIT.ok
}

/** The two halves of `first:second`; @throws UserError (64) that names what it is and its form. */
function halves(text: string, what: string, form: string): [string, string] {
  const colon = text.indexOf(':')
  if (colon < 1) throw usageError(`${what} "${text}" is not of the form ${form}.`)
  return [text.slice(0, colon), text.slice(colon + 1)]
}

function writeCertificate(path: string, pem: string): void {
  try {
    writeFileSync(path, pem)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw usageError(`The certificate can't be written to ${path}: ${why}.`)
  }
}
