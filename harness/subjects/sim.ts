import { makeCertificate } from '../../fixtures/reference/server/index.js'
import { systemClock } from '../core/clock.js'
import { usageError } from '../core/exit.js'
import { seededRandom } from '../core/random.js'
import type { Role } from '../core/requirement.js'
import { VirtualClock } from '../core/virtual-clock.js'
import { memoryNetwork } from '../net/memory-network.js'
import { DOMAIN, type Login, loginOf, referenceManifest, startReference, variantOf } from './reference.js'
import type { Specifier } from './specifier.js'
import type { Subject } from './subject.js'

/** Told what becomes of the reference in a simulation. */
export interface SimObserver {
  /** A server, client or service was made for `scope`. */
  made(role: Role, build: object, scope: string): void
  /** Nothing that happens in `scope` from now on is judged. */
  over(scope: string): void
}

/**
 * Starts the reference server, or a faulty variant of it, in this process on links in memory and a virtual
 * clock. Each scope gets a server and a network of its own, so that what happens in one depends on nothing but
 * the seed and its name.
 * @param seed of everything that the servers draw
 * @param observer told of each build of the reference before it is used in a scope, and when that scope is over
 * @throws UserError (64) for an unknown variant or an impossible option
 */
export async function startSim(
  specifier: Specifier,
  seed: number,
  login: Login = loginOf(specifier, 'quick'),
  observer?: SimObserver,
): Promise<Subject> {
  const variant = variantOf(specifier)
  const latency = latencyOf(specifier)
  const clock = new VirtualClock()
  // TLS checks a certificate's dates against the machine's clock.
  const tls = login === 'secured' ? await makeCertificate([DOMAIN], systemClock) : undefined
  const manifest = referenceManifest('sim')
  const start = (name: string) =>
    startReference(specifier, variant, {
      manifest,
      resets: 'The connection is a link in memory.',
      clock,
      random: seededRandom(`${seed}/subject/${name}`),
      network: memoryNetwork({ clock, latency: () => latency }),
      tls,
      ...(observer === undefined ? {} : { made: (role, build) => observer.made(role, build, name) }),
    })
  const shared = await start('')
  return {
    ...shared,
    alone: async (name) => Object.assign(await start(name), { over: () => observer?.over(name) }),
    stop: async () => {
      await shared.stop()
      clock.stop()
    },
  }
}

const MOST_LATENCY = 1000

/** How long everything is under way on the network, ms. */
function latencyOf({ text, options }: Specifier): number {
  const latency = options.get('latency') ?? '0'
  if (!/^\d+$/u.test(latency) || Number(latency) > MOST_LATENCY)
    throw usageError(
      `The subject "${text}" has latency=${latency}, where a whole number of milliseconds up to ${MOST_LATENCY} is possible.`,
    )
  return Number(latency)
}
