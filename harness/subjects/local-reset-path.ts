import { readdir, readFile, readlink } from 'node:fs/promises'
import type { Clock } from '../core/clock.js'
import type { Endpoint } from '../core/link.js'
import { openSocket } from './open-socket.js'
import { mirrored, readSockets } from './proc-net.js'
import type { ResetPath } from './subject.js'

/** Programs that pass connections on, by the name the kernel shows: its first 15 characters. */
const FORWARDERS = new Set([
  'docker-proxy',
  'rootlesskit',
  'rootlessport',
  'slirp4netns',
  'gvproxy',
  'vpnkit',
  'com.docker.back',
  'passt',
  'pasta',
  'pasta.avx2',
  'passt.avx2',
  'conmon',
  'kubectl',
  'ssh',
  'sshd',
  'socat',
  'haproxy',
  'nginx',
  'envoy',
  'traefik',
  'stunnel4',
  'systemd-socket-',
])

const HINT = 'add ?rst=carried if you know it does'

/**
 * Finds out whether a reset sent to `endpoint` reaches the server's own socket: on loopback it does when the
 * other end is in our network namespace and belongs to a program that is no port forwarder. Never rejects.
 */
export async function findResetPath(endpoint: Endpoint, domain: string, clock: Clock): Promise<ResetPath> {
  const at = endpoint.host.includes(':')
    ? `[${endpoint.host}]:${endpoint.port}`
    : `${endpoint.host}:${endpoint.port}`
  try {
    const socket = await openSocket(endpoint, domain, clock, 3000)
    try {
      const { localPort = 0, remoteAddress = '' } = socket
      if (!isLoopback(remoteAddress))
        return no(`${at} is not on this machine's loopback, so it cannot be seen whether a reset arrives`)
      const sockets = readSockets(await ourSockets())
      const other = mirrored(sockets, endpoint.port, localPort)
      if (other === undefined)
        return no(
          `${at} is forwarded to another network namespace by the kernel or a proxy, so it cannot be seen whether a reset arrives`,
        )
      return judge(at, await ownersOf(other.inode))
    } finally {
      socket.destroy()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return no(`It cannot be seen whether a reset sent to ${at} arrives (${reason.replace(/\.$/, '')})`)
  }
}

function judge(at: string, owners: string[]): ResetPath {
  const [owner] = owners
  if (owner === undefined)
    return no(
      `This user may not see which program is behind ${at}, and a port forwarder would swallow a reset`,
    )
  const forwarder = owners.find((name) => FORWARDERS.has(name))
  if (forwarder !== undefined)
    return no(`${at} is served by the port forwarder ${forwarder}, which ends a reset`)
  return { carried: true, how: `${at} is loopback, and ${owner} itself holds the other end of a connection.` }
}

async function ourSockets(): Promise<string> {
  const read = (name: string) => readFile(`/proc/net/${name}`, 'utf8')
  return `${await read('tcp')}\n${await read('tcp6').catch(() => '')}`
}

/** Names of the processes that hold the socket `inode` open, as far as we may see them. */
async function ownersOf(inode: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const names = await Promise.all(
    pids.map(async (pid) => {
      try {
        const fds = await readdir(`/proc/${pid}/fd`)
        const links = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
        return links.includes(`socket:[${inode}]`) ? (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() : ''
      } catch {
        return '' // Ended meanwhile, or another user's.
      }
    }),
  )
  return names.filter((name) => name !== '')
}

function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\./.test(address) || address === '::1'
}

const no = (reason: string): ResetPath => ({ carried: false, how: `${reason}; ${HINT}.` })
