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
}

/** Runs the reference server on loopback until it is interrupted. */
export async function serve(
  io: Io,
  {
    port,
    domain,
    account,
    insecurePlain,
    certificate,
    directTls,
    anonymous,
    conflict,
    maxStanza,
  }: ServerOptions,
): Promise<number> {
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
    log: (line) => io.err(`${line}\n`),
  })
  for (const text of account) {
    const colon = text.indexOf(':')
    if (colon < 1) throw usageError(`The account "${text}" is not of the form local:password.`)
    server.addAccount(text.slice(0, colon), domain, text.slice(colon + 1))
  }
  const listener = await server.listen({ host: '127.0.0.1', port })
  io.out(
    `The reference server serves ${domain} at 127.0.0.1:${listener.port}; accounts can be registered in band. Ctrl-C ends it.\n`,
  )
  if (directTls !== undefined) {
    const direct = await server.listen({ host: '127.0.0.1', port: directTls, security: 'direct-tls' })
    io.out(`Direct TLS is at 127.0.0.1:${direct.port}.\n`)
  }
  await interrupted(io)
  await server.close()
  return EXIT.ok
}

function writeCertificate(path: string, pem: string): void {
  try {
    writeFileSync(path, pem)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw usageError(`The certificate can't be written to ${path}: ${why}.`)
  }
}
