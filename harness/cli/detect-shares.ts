import { spawn } from 'node:child_process'
import { VARIANTS } from '../../fixtures/variants/index.js'
import type { Ledger } from '../run/detect.js'
import type { DetectCommandOptions } from './detect.js'
import type { Io } from './io.js'

/** Makes the ledger in `count` processes, each with a share of the variants, and puts it together. */
export async function detectInShares(io: Io, count: number, options: DetectCommandOptions): Promise<Ledger> {
  const shares = Array.from({ length: count }, (_, index) => runShare(io, `${index + 1}/${count}`, options))
  const ledgers = await Promise.all(shares)
  const place = (name: string) => VARIANTS.findIndex((v) => v.name === name)
  return {
    reference: ledgers.flatMap((l) => l.reference),
    detections: ledgers
      .flatMap((l) => l.detections)
      .sort((a, b) => place(a.variant.name) - place(b.variant.name)),
    unproven: ledgers[0]?.unproven ?? [],
  }
}

async function runShare(
  io: Io,
  share: string,
  { only, on, play, seed, jobs }: DetectCommandOptions,
): Promise<Ledger> {
  const args = ['detect', '--json', '--share', share, '--on', on, '--play', play, '--seed', String(seed)]
  for (const name of only) args.push('--only', name)
  if (jobs !== undefined) args.push('--jobs', String(jobs))
  const child = spawn(process.execPath, [process.argv[1] ?? '', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGINT')
  io.interrupt.addEventListener('abort', stop)
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.on('data', (text: Buffer) => io.err(text.toString('utf8')))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  io.interrupt.removeEventListener('abort', stop)
  if (io.interrupt.aborted) return { reference: [], detections: [], unproven: [] }
  if (code !== 0 && code !== 1) throw new Error(`The share ${share} of the ledger ended with code ${code}.`)
  return JSON.parse(out) as Ledger
}
