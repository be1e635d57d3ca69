import type { ClientLink } from '../core/link.js'
import type { Network } from '../net/network.js'
import type { OneWay } from './schedule.js'

/** What one connection carried one way, and where the other side took its turn. */
export interface Flow {
  /** Number of the connection, from 1. */
  connection: number
  direction: OneWay
  bytes: Buffer
  /** Offsets behind which the next bytes went the other way, or none came. */
  pauses: number[]
}

interface Metered {
  pieces: { direction: OneWay; bytes: Buffer }[]
}

/** Keeps what a proxy carries, on the proxy's way to its target. */
export class Meter {
  readonly #connections: Metered[] = []

  /** `under`, with every connection that is dialled metered. */
  network(under: Network): Network {
    return {
      listen: (at, accept) => under.listen(at, accept),
      dial: async (to) => this.#metered(await under.dial(to)),
    }
  }

  /** What went over each connection so far, each way. */
  flows(): Flow[] {
    return this.#connections.flatMap(({ pieces }, index) =>
      (['to-server', 'to-client'] as const).map((direction) => {
        const own = pieces.map((piece) => (piece.direction === direction ? piece.bytes.length : 0))
        const pauses: number[] = []
        let passed = 0
        for (const [i, length] of own.entries()) {
          passed += length
          if (length > 0 && (own[i + 1] ?? 0) === 0) pauses.push(passed)
        }
        const bytes = Buffer.concat(pieces.flatMap((p) => (p.direction === direction ? [p.bytes] : [])))
        return { connection: index + 1, direction, bytes, pauses }
      }),
    )
  }

  #metered(link: ClientLink): ClientLink {
    const metered: Metered = { pieces: [] }
    this.#connections.push(metered)
    const write = link.write.bind(link)
    link.write = (data) => {
      metered.pieces.push({ direction: 'to-server', bytes: Buffer.from(data as string) })
      write(data)
    }
    const listen = link.listen.bind(link)
    link.listen = (events) =>
      listen({
        data: (bytes) => {
          metered.pieces.push({ direction: 'to-client', bytes: Buffer.from(bytes) })
          events.data(bytes)
        },
        ended: (...end) => events.ended(...end),
      })
    return link
  }
}
