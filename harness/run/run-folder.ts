import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Clock } from '../core/clock.js'
import { usageError } from '../core/exit.js'
import { freshSeed } from '../core/random.js'

/** Makes the folder of a new run below `out`, with `latest` pointing at it; returns its path. */
export function makeRunFolder(out: string, subject: string, clock: Clock): string {
  const folder = makeFolder(out, subject, clock)
  writing(out, () => {
    const latest = join(resolve(out), 'latest')
    rmSync(latest, { force: true })
    symlinkSync(basename(folder), latest)
  })
  return folder
}

/** Makes a new folder below `out`, named by date and `about`; returns its path. */
export function makeFolder(out: string, about: string, clock: Clock): string {
  const stamp = new Date(clock.wall()).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)
  const name = about
    .split('?')[0]
    ?.replace(/[^A-Za-z0-9.@-]+/g, '-')
    .slice(0, 60)
  const folder = join(resolve(out), `${stamp}-${name}-${freshSeed().toString(36)}`)
  writing(out, () => mkdirSync(folder, { recursive: true }))
  return folder
}

function writing(out: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw usageError(
      `Reports cannot be written to ${out}: ${error instanceof Error ? error.message : error}.`,
    )
  }
}
