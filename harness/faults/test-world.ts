import type { Clock } from '../core/clock.js'
import type { Link, LinkEnd } from '../core/link.js'
import { ManualClock } from '../core/manual-clock.js'
import { seededRandom } from '../core/random.js'
import { memoryLinkPair } from '../net/memory-link.js'
import { memoryNetwork } from '../net/memory-network.js'
import type { Network } from '../net/network.js'
import type { Decisions } from './decisions.js'
import type { FaultEvent } from './event.js'
import { FaultProxy } from './proxy.js'
import type { Schedule } from './schedule.js'

/** A link from `network` to this port of it; what dialling takes happens meanwhile, and no time passes. */
export async function dialled(network: Network, port: number, clock: ManualClock): Promise<Link> {
  const [link] = await Promise.all([network.dial({ host: 'memory', port }), clock.pass(0)])
  return link
}

/** What one side hears. */
export class Ear {
  readonly pieces: { t: number; bytes: Buffer }[] = []
  ended: { t: number; how: LinkEnd } | undefined
  /** Anything that came after the end. */
  late = 0

  constructor(link: Link, clock: Clock) {
    link.listen({
      data: (bytes) => {
        if (this.ended !== undefined) this.late += 1
        this.pieces.push({ t: clock.now(), bytes: Buffer.from(bytes) })
      },
      ended: (how) => {
        this.ended = { t: clock.now(), how }
      },
    })
  }

  get bytes(): Buffer {
    return Buffer.concat(this.pieces.map(({ bytes }) => bytes))
  }

  /** Bytes and end, to compare. */
  get told(): { hex: string; ended: LinkEnd | undefined; late: number } {
    return { hex: this.bytes.toString('hex'), ended: this.ended?.how, late: this.late }
  }
}

/** Both ends of one connection, with what each hears. */
export interface Ends {
  client: Link
  server: Link
  clientEar: Ear
  serverEar: Ear
}

/** A connection through a proxy. */
export interface ProxyWorld extends Ends {
  proxy: FaultProxy
  clock: ManualClock
  events: FaultEvent[]
  /** Makes another connection. */
  dial(): Promise<Link>
  /** What the target hears on each connection. */
  accepted: Ear[]
}

/** A connection through a proxy with this schedule over memory links. */
export async function through(
  schedule: Schedule,
  decisions: Decisions,
  framing: 'needed' | 'always' = 'needed',
): Promise<ProxyWorld> {
  const clock = new ManualClock()
  const network = memoryNetwork({ clock })
  const events: FaultEvent[] = []
  const links: Link[] = []
  const accepted: Ear[] = []
  const target = { host: 'memory', port: 0 }
  const { port } = await network.listen(target, (link) => {
    links.push(link)
    accepted.push(new Ear(link, clock))
  })
  const proxy = await FaultProxy.start({
    network,
    at: target,
    target: { host: 'memory', port },
    schedule,
    clock,
    random: seededRandom('proxy'),
    report: (event) => events.push(event),
    decisions,
    framing,
  })
  const dial = () => dialled(network, proxy.port, clock)
  const client = await dial()
  const [[server], [serverEar]] = [links, accepted]
  if (server === undefined || serverEar === undefined) throw new Error('The proxy did not dial its target.')
  const clientEar = new Ear(client, clock)
  return { proxy, clock, events, dial, accepted, client, server, clientEar, serverEar }
}

/** The same without a proxy. */
export function direct(): Ends {
  const clock = new ManualClock()
  const [client, server] = memoryLinkPair('direct')
  return { client, server, clientEar: new Ear(client, clock), serverEar: new Ear(server, clock) }
}

/** One thing that a side does. */
export interface Act {
  by: 'client' | 'server'
  does: Buffer | LinkEnd
}

/** Plays acts, one after the other, `gap` ms apart. */
export async function play(ends: Ends, acts: readonly Act[], clock: ManualClock, gap = 0): Promise<void> {
  for (const { by, does } of acts) {
    if (does === 'fin') ends[by].end()
    else if (does === 'reset') ends[by].reset()
    else ends[by].write(does)
    await clock.pass(gap)
  }
}
