import { createHash, pbkdf2Sync } from 'node:crypto'
import { Kept } from './kept.js'

/** Hash function of a SCRAM mechanism. */
export type ScramHash = 'sha1' | 'sha256'

const SIZE = { sha1: 20, sha256: 32 }
const kept = new Kept<Buffer>(4096)

/**
 * Hi() of RFC 5802 section 2.2: the salted password, in as many bytes as the hash has. Results are kept for the
 * life of the process under a digest of the arguments, as section 5.1 allows: 4096 iterations cost about 2 ms, and
 * one account logs in often.
 *
 * @param password prepared by SASLprep
 */
export function saltedPassword(hash: ScramHash, password: string, salt: Buffer, iterations: number): Buffer {
  const head = `${hash} ${iterations} ${salt.toString('hex')} `
  const key = createHash('sha256').update(head).update(password).digest('base64')
  return kept.get(key, () => pbkdf2Sync(password, salt, iterations, SIZE[hash], hash))
}
