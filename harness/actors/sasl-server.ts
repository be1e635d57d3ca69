import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Random } from '../core/random.js'
import { saltedPassword } from '../core/salted-password.js'
import type { Account } from './login.js'

/** The server's half of one SASL exchange (RFC 6120 section 6). */
export interface SaslExchange {
  /** The answer to the client's next data, both decoded; `undefined` as `success` data means none. */
  answer(data: string): { challenge: string } | { success: string | undefined } | { failure: string }
}

/** Mechanisms a scripted server knows, best first. */
export const SERVER_MECHANISMS = ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] as const
export type ServerMechanism = (typeof SERVER_MECHANISMS)[number]

/** Begins an exchange for `account`; `undefined` for a mechanism that isn't known. */
export function beginSasl(mechanism: string, account: Account, random: Random): SaslExchange | undefined {
  if (mechanism === 'PLAIN') return plain(account)
  if (mechanism === 'SCRAM-SHA-1') return scram('sha1', account, random)
  if (mechanism === 'SCRAM-SHA-256') return scram('sha256', account, random)
  return undefined
}

const REFUSED = { failure: 'not-authorized' } as const

function plain({ local, password }: Account): SaslExchange {
  const right = (data: string) => {
    const [, name, word] = data.split('\0')
    return name === local && word === password
  }
  return { answer: (data) => (right(data) ? { success: undefined } : REFUSED) }
}

/** RFC 5802, RFC 7677, without channel binding. 4096 iterations are the least that clients may accept. */
function scram(hash: 'sha1' | 'sha256', { local, password }: Account, random: Random): SaslExchange {
  const salt = random.bytes(16)
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest()
  let first: { bare: string; nonce: string; challenge: string } | undefined
  const begin = (data: string) => {
    const [, bare, name, nonce] = /^[ny],[^,]*,(n=([^,]*),r=([^,]+).*)$/su.exec(data) ?? []
    if (bare === undefined || name?.replaceAll('=2C', ',').replaceAll('=3D', '=') !== local) return REFUSED
    const whole = `${nonce}${random.token(20)}`
    const challenge = `r=${whole},s=${salt.toString('base64')},i=4096`
    first = { bare, nonce: whole, challenge }
    return { challenge }
  }
  const finish = (data: string, { bare, nonce, challenge }: NonNullable<typeof first>) => {
    const [, withoutProof, said, proof = ''] = /^(c=[^,]+,r=([^,]+)),p=(.+)$/su.exec(data) ?? []
    if (said !== nonce) return REFUSED
    const salted = saltedPassword(hash, password.normalize('NFKC'), salt, 4096)
    const stored = createHash(hash).update(hmac(salted, 'Client Key')).digest()
    const message = `${bare},${challenge},${withoutProof}`
    const key = Buffer.from(proof, 'base64')
    const signature = hmac(stored, message)
    if (key.length !== signature.length) return REFUSED
    const clientKey = key.map((byte, index) => byte ^ signature[index]!)
    if (!timingSafeEqual(createHash(hash).update(clientKey).digest(), stored)) return REFUSED
    return { success: `v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}` }
  }
  return { answer: (data) => (first === undefined ? begin(data) : finish(data, first)) }
}
