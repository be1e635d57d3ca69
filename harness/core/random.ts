import { type Cipher, createCipheriv, createHash, randomBytes, randomInt } from 'node:crypto'

/** A source of random numbers that can be seeded, so that a run can be repeated. */
export interface Random {
  /** An unsigned 32-bit integer. */
  uint32(): number
  /** `length` lower-case letters and digits. */
  token(length: number): string
  /** `length` bytes. */
  bytes(length: number): Buffer
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** How much of a sequence is made at a time, in bytes. */
const BLOCK = Buffer.alloc(512)

/** A generator with the same output for the same `seed`: the key stream of AES-256-CTR under the seed's SHA-256. */
export function seededRandom(seed: string): Random {
  let cipher: Cipher | undefined
  let pool = Buffer.alloc(0)
  const bytes = (length: number): Buffer => {
    if (pool.length < length) {
      cipher ??= createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16))
      const wanted = Math.max(length - pool.length, BLOCK.length)
      pool = Buffer.concat([pool, cipher.update(wanted > BLOCK.length ? Buffer.alloc(wanted) : BLOCK)])
    }
    const taken = pool.subarray(0, length)
    pool = pool.subarray(length)
    return taken
  }
  const uint32 = () => bytes(4).readUInt32BE()
  const token = (length: number) => {
    const drawn = bytes(4 * length)
    let text = ''
    for (let at = 0; at < drawn.length; at += 4) text += ALPHABET[drawn.readUInt32BE(at) % ALPHABET.length]
    return text
  }
  return { uint32, token, bytes }
}

/** The seed of one scenario: a 31-bit integer derived from the run's seed and the scenario's path. */
export function scenarioSeed(runSeed: number, scenario: string): number {
  return createHash('sha256').update(`${runSeed}/${scenario}`).digest().readUInt32BE() & 0x7fffffff
}

/** A generator that cannot be repeated. */
export function freshRandom(): Random {
  return seededRandom(randomBytes(16).toString('hex'))
}

/** A fresh seed for a run that was given none. */
export function freshSeed(): number {
  return randomInt(0x7fffffff)
}

/** Random numbers that nobody can guess, for ids and nonces outside repeatable runs. */
export const secureRandom: Random = {
  uint32: () => randomBytes(4).readUInt32BE(),
  token: (length) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  bytes: (length) => randomBytes(length),
}
