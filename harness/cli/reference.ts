import { Command } from 'commander'
import { createServer, makeCertificate } from '../../fixtures/reference/server/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT, usageError } from '../core/exit.js'
import { freshSeed, seededRandom } from '../core/random.js'
import type { Io } from './io.js'

/** The commands that start the reference by itself. */
export function referenceCommand(
  io: Io,
  finish: (code: number) => void,
  port: (text: string) => number,
): Command {
  const reference = new Command('reference').description(
    'start the reference server, service or client by itself',
  )
  reference
    .command('server')
    .description('an XMPP server on loopback, until Ctrl-C')
    .option('--port <number>', 'port to listen on; 0 takes any', port, 5222)
    .option('--domain <domain>', 'domain to serve', 'localhost')
    .option(
      '--account <local:password>',
      'an account to have from the start; may be repeated',
      (v: string, b: string[]) => [...b, v],
      [],
    )
    .option('--insecure-plain', 'allow SASL PLAIN outside TLS')
    .action(async (options) => finish(await serve(io, options)))
  return reference
}

interface ServerOptions {
  port: number
  domain: string
  account: string[]
  insecurePlain?: true
}

async function serve(io: Io, { port, domain, account, insecurePlain }: ServerOptions): Promise<number> {
  const server = createServer({
    domain,
    clock: systemClock,
    random: seededRandom(String(freshSeed())),
    tls: await makeCertificate([domain], systemClock),
    plainWithoutTls: insecurePlain ? 'allow' : 'refuse',
    registration: 'open',
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
  await new Promise<void>((resolve) => {
    if (io.interrupt.aborted) resolve()
    else io.interrupt.addEventListener('abort', () => resolve())
  })
  await server.close()
  return EXIT.ok
}
