import {
  type ConnectionEvents,
  type ConnectionOptions,
  describeEnd,
  discover,
  serve,
} from '../../fixtures/reference/dix.js'
import { EXIT, usageError } from '../core/exit.js'
import { type Io, interrupted } from './io.js'

/** Options that both DIX commands take. */
interface LoginOptions {
  jid: string
  password: string
  server: string
  insecure?: true
}

/** Runs one instance of the reference service until it is interrupted or its stream ends. */
export async function runService(
  io: Io,
  options: LoginOptions & { resource?: string; priority: string },
): Promise<number> {
  const priority = Number(options.priority)
  if (!/^\d+$/.test(options.priority) || priority > 127)
    throw usageError(`The value "${options.priority}" of --priority is not a whole number from 0 to 127.`)
  const { resource } = options
  const service = await serve({
    ...session(options),
    priority,
    ...(resource === undefined ? {} : { resource }),
  })
  io.out(`${service.jid} is available with priority ${service.priority}. Ctrl-C ends it.\n`)
  service.on('opened', (client) => io.out(`session with ${client} opened\n`))
  service.on('closed', (client) => io.out(`session with ${client} closed\n`))
  service.on('priority', (value) => io.out(`priority is now ${value}\n`))
  const ended = tellConnection(io, service)
  const code = await Promise.race([ended, interrupted(io).then(() => EXIT.ok)])
  await service.stop()
  return code
}

/** Runs the reference client until it is interrupted, or has found nothing. */
export async function runClient(io: Io, options: LoginOptions & { service: string[] }): Promise<number> {
  const client = await discover({ ...session(options), services: options.service })
  io.out(`${client.jid} uses ${client.instance}. Ctrl-C ends it.\n`)
  client.on('found', (jid) => io.out(`found ${jid}\n`))
  client.on('lost', (jid, why) => io.out(`lost ${jid}: ${why}\n`))
  const over = new Promise<number>((resolve) => {
    client.on('failed', (error) => {
      io.err(`${error.message}\n`)
      resolve(EXIT.unavailable)
    })
  })
  const ended = tellConnection(io, client)
  const code = await Promise.race([over, ended, interrupted(io).then(() => EXIT.ok)])
  await client.end()
  return code
}

/** Either end of DIX, as far as its connection goes. */
interface Reporting {
  on(event: 'offline', told: (...what: ConnectionEvents['offline']) => void): unknown
  on(event: 'online', told: (...what: ConnectionEvents['online']) => void): unknown
  on(event: 'trouble', told: (...what: ConnectionEvents['trouble']) => void): unknown
  on(event: 'ended', told: (...what: ConnectionEvents['ended']) => void): unknown
}

/** Says what becomes of the connection; resolves when it is gone for good. */
function tellConnection(io: Io, told: Reporting): Promise<number> {
  told.on('offline', (how) => io.out(`offline: ${describeEnd(how)}\n`))
  told.on('online', (jid) => io.out(`online again as ${jid}\n`))
  told.on('trouble', (error) => io.err(`${error.message}\n`))
  return new Promise((resolve) => {
    told.on('ended', (how, why) => {
      io.out(`stream ended: ${why?.message ?? describeEnd(how)}\n`)
      resolve(EXIT.unavailable)
    })
  })
}

function session({ jid, password, server, insecure }: LoginOptions): ConnectionOptions {
  const place = /^(?:\[(?<six>[^\]]+)\]|(?<name>[^:]+)):(?<port>\d+)$/.exec(server)?.groups
  if (place === undefined) throw usageError(`The server "${server}" is not of the form host:port.`)
  const host = place.six ?? place.name ?? ''
  return {
    jid,
    password,
    host,
    port: Number(place.port),
    ...(insecure ? { trust: { verify: 'none' as const } } : {}),
  }
}
