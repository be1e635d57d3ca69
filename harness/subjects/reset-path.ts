import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import { openSocket } from './open-socket.js'
import { mirrored, readCounter, readSockets } from './proc-net.js'
import type { ResetPath } from './subject.js'
import { until } from './until.js'

/** Where the subject's end of a connection can be looked at. */
export interface FarSide {
  /** The text of /proc/net/tcp, tcp6 and snmp in the subject's network namespace. */
  read(): Promise<string>
  /** The port the subject listens on there. */
  port: number
}

const LIMIT = 3000

/**
 * Resets a connection and looks for the reset on the subject's side: the connection there must come from our
 * own port, so that nothing relays it, and the kernel must count one more connection reset. Never rejects.
 */
export async function testResetPath(
  { read, port }: FarSide,
  endpoint: Endpoint,
  domain: string,
  clock: Clock,
): Promise<ResetPath> {
  const at = `${endpoint.host}:${endpoint.port}`
  try {
    const socket = await openSocket(endpoint, domain, clock, LIMIT)
    const ourPort = socket.localPort ?? 0
    const before = await read().finally(() => socket.resetAndDestroy())
    if (mirrored(readSockets(before), port, ourPort) === undefined)
      return no(`The connection to ${at} is relayed on its way, so a reset sent there ends at the relay.`)
    const resets = readCounter(before, 'Tcp', 'EstabResets')
    if (resets === undefined)
      return no(
        `The container counts no resets in /proc/net/snmp, so none sent to ${at} can be seen arriving.`,
      )
    const risen = async () =>
      (readCounter(await read(), 'Tcp', 'EstabResets') ?? 0) > resets ? true : undefined
    if ((await until(risen, { clock, ms: LIMIT, pause: 20 })) === undefined)
      return no(`A reset sent to ${at} did not arrive in the container within ${LIMIT} ms.`)
    return { carried: true, how: `A reset sent to ${at} arrived in the container, whose kernel counted it.` }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return no(`Whether a reset sent to ${at} arrives could not be tried: ${reason}`)
  }
}

const no = (how: string): ResetPath => ({ carried: false, how })
