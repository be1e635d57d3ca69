import { Command, InvalidArgumentError, Option } from 'commander'
import type { Io } from './io.js'
import { runClient, runService } from './reference-dix.js'
import { serve } from './reference-server.js'

const wholeNumber = (text: string): number => {
  if (!/^\d{1,12}$/u.test(text)) throw new InvalidArgumentError('it is not a whole number')
  return Number(text)
}
const more = (value: string, before: string[]) => [...before, value]

/** The commands that start the reference by itself, each until Ctrl-C. */
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
    .description(
      'an XMPP server on loopback, until Ctrl-C; commands on standard input move its clients about',
    )
    .option('--port <number>', 'port of the first node; 0 takes any', port, 5222)
    .option('--nodes <number>', 'how many nodes act as one server, on consecutive ports', '1')
    .option('--domain <domain>', 'domain to serve', 'localhost')
    .option('--account <local:password>', 'an account to have from the start; may be repeated', more, [])
    .option('--certificate <file>', 'where to write its certificate, for clients that verify')
    .option('--insecure-plain', 'allow SASL PLAIN outside TLS')
    .option('--direct-tls <port>', 'port for TLS from the first byte (XEP-0368); 0 takes any', port)
    .option('--anonymous', 'let anybody log in without an account (SASL ANONYMOUS)')
    .addOption(
      new Option('--conflict <policy>', 'when a resource is connected already').choices([
        'replace',
        'refuse',
        'generate',
      ]),
    )
    .option('--max-stanza <bytes>', 'largest stanza, 10000 at least', wholeNumber)
    .option('--store-offline', 'store messages nobody can get now, instead of returning them')
    .option(
      '--component <domain:secret>',
      'a component that may connect (XEP-0114); may be repeated',
      more,
      [],
    )
    .option('--component-port <number>', 'port for components; 0 takes any', port, 5275)
    .action(async (options) => finish(await serve(io, options)))
  const login = (name: string) =>
    reference
      .command(name)
      .requiredOption('--jid <bare JID>', 'account to log in to')
      .requiredOption('--password <password>', 'its password')
      .option('--server <host:port>', 'where the server is', '127.0.0.1:5222')
      .option('--insecure', 'accept any certificate, for test servers')
  login('service')
    .description('an instance of a DIX service: answers pings and requests, until Ctrl-C')
    .option('--resource <resource>', 'resource to bind; without it the server chooses')
    .option('--priority <number>', 'presence priority when idle, 0 to 127', '100')
    .action(async (options) => finish(await runService(io, options)))
  login('client')
    .description('a DIX client: discovers an instance, and another when it is lost, until Ctrl-C')
    .requiredOption('--service <bare JID>', 'service to discover; may be repeated', more, [])
    .action(async (options) => finish(await runClient(io, options)))
  return reference
}
