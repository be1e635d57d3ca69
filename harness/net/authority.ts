import 'reflect-metadata'
import { KeyObject, webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { type Clock, offTheClock, systemClock } from '../core/clock.js'
import { Kept } from '../core/kept.js'
import type { TlsIdentity } from '../core/link.js'

const DAY = 86_400_000
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** What a certificate says. */
export interface CertificateWish {
  /** dNSNames, for example `example.test` or `*.example.test`. */
  names: readonly string[]
  /** Default `current`: valid a day either side of now; `expired`: until yesterday. */
  validity?: 'current' | 'expired'
}

/** A certificate authority of the harness. */
export interface Authority {
  /** Its own certificate, PEM. */
  certificate: string
  /** A certificate with its key, signed by this authority. */
  issue(wish: CertificateWish): Promise<TlsIdentity>
}

/** Certificates are good for a day; an authority is used for half of it. */
const USED = DAY / 2

let usual: { authority: Promise<Authority>; issued: Kept<Promise<TlsIdentity>>; made: number } | undefined

/**
 * The authority that subjects trust: one for the whole process, which issues each certificate that is wished for
 * once, because making them costs more than most scenarios.
 */
export async function usualAuthority(clock: Clock): Promise<Authority> {
  const now = systemClock.wall()
  if (usual === undefined || now - usual.made > USED) {
    usual = { authority: makeAuthority('Assay', systemClock), issued: new Kept(4096), made: now }
  }
  const { issued, authority } = usual
  const { certificate, issue } = await offTheClock(clock, () => authority)
  return {
    certificate,
    issue(wish) {
      const key = JSON.stringify([wish.names, wish.validity])
      return offTheClock(clock, () => issued.get(key, () => issue(wish)))
    },
  }
}

/**
 * Makes an authority (ECDSA P-256). A certificate from a second one is from an unknown authority. Dates are the
 * machine's, by which TLS checks them; virtual time stands still meanwhile.
 */
export function makeAuthority(name: string, clock: Clock): Promise<Authority> {
  return offTheClock(clock, async () => {
    const subject = `CN=${name}`
    const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
    const root = await X509CertificateGenerator.createSelfSigned({
      name: subject,
      ...lifetime('current'),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [new BasicConstraintsExtension(true, undefined, true)],
    })
    return {
      certificate: root.toString('pem'),
      issue: (wish) => offTheClock(clock, () => issue(wish, subject, keys.privateKey)),
    }
  })
}

async function issue(
  { names, validity = 'current' }: CertificateWish,
  issuer: string,
  signingKey: webcrypto.CryptoKey,
): Promise<TlsIdentity> {
  const own = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${names[0]}`,
    issuer,
    ...lifetime(validity),
    signingAlgorithm: ALGORITHM,
    publicKey: own.publicKey,
    signingKey,
    extensions: [
      new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
    ],
  })
  const key = KeyObject.from(own.privateKey).export({ type: 'pkcs8', format: 'pem' })
  return { certificate: certificate.toString('pem'), key: `${key}` }
}

function lifetime(validity: 'current' | 'expired'): { notBefore: Date; notAfter: Date } {
  const now = systemClock.wall()
  const [from, to] = validity === 'current' ? [now - DAY, now + DAY] : [now - 2 * DAY, now - DAY]
  return { notBefore: new Date(from), notAfter: new Date(to) }
}
