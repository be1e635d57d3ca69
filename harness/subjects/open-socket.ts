import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Clock } from '../core/clock.js'
import { SubjectGone, withDeadline } from '../core/deadline.js'
import type { Endpoint } from '../core/link.js'
import { NS } from '../wire/ns.js'

/**
 * A bare TCP connection on which the subject has sent stream features: its process has accepted it, and has
 * read all that was sent.
 * @throws NotSeen, SubjectGone
 */
export async function openSocket(
  endpoint: Endpoint,
  domain: string,
  clock: Clock,
  ms: number,
): Promise<Socket> {
  const socket = connect({ ...endpoint, noDelay: true })
  try {
    await withDeadline(once(socket, 'connect'), ms, clock, 'a connection')
    await withDeadline(features(socket, domain), ms, clock, 'stream features')
    socket.on('error', () => undefined)
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}

function features(socket: Socket, domain: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = ''
    socket.on('data', (bytes) => {
      seen += bytes.toString('latin1')
      if (/features\s*>|features\s*\/>/.test(seen)) resolve()
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new SubjectGone('The subject ended a connection before its features.')))
    socket.write(
      `<?xml version='1.0'?><stream:stream to='${domain}' version='1.0' xmlns='${NS.client}' xmlns:stream='${NS.stream}'>`,
    )
  })
}
