import { makeCertificate } from '../../fixtures/reference/server/index.js'
import type { Clock } from '../core/clock.js'
import { freshRandom } from '../core/random.js'
import { tcpNetwork } from '../net/network.js'
import { DOMAIN, type Login, loginOf, referenceManifest, startReference, variantOf } from './reference.js'
import type { Specifier } from './specifier.js'
import type { Subject } from './subject.js'

/**
 * Starts the reference in all its roles, or a faulty variant in the role that it is of, in this process on
 * loopback TCP. With the option `nodes` the server is a cluster of so many, and each connection goes to another
 * node than the one before.
 * @throws UserError (64) for an unknown variant or an impossible option
 */
export async function startEmbedded(
  specifier: Specifier,
  clock: Clock,
  login: Login = loginOf(specifier, 'secured'),
): Promise<Subject> {
  const variant = variantOf(specifier)
  const tls = login === 'secured' ? await makeCertificate([DOMAIN], clock) : undefined
  const start = () =>
    startReference(specifier, variant, {
      manifest: referenceManifest('embedded'),
      resets: 'The connection is loopback TCP within one process.',
      clock,
      random: freshRandom(),
      network: tcpNetwork,
      tls,
    })
  return Object.assign(await start(), { spare: start })
}
