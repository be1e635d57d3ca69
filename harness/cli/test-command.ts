import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../core/package-root.js'

/** What a command left when it ended. */
export interface Ended {
  code: number | null
  out: string
  err: string
}

/** A started `assay` command, for tests. */
export interface Started {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves with the match when standard output or error has shown `pattern`. */
  shows(pattern: RegExp): Promise<RegExpExecArray>
}

/** Starts the built command with `args`; the environment is this process's, with `env` on top. */
export function start(args: string[], env: Record<string, string> = {}): Started {
  return startScript(join('dist', 'harness', 'cli', 'main.js'), args, env)
}

/** Starts a script of this package, given by its path within it. */
export function startScript(path: string, args: string[], env: Record<string, string> = {}): Started {
  const script = join(packageRoot(), path)
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env, NO_COLOR: '1' } })
  const seen = { out: '', err: '' }
  const watchers = new Set<() => void>()
  for (const [stream, name] of [
    [child.stdout, 'out'],
    [child.stderr, 'err'],
  ] as const)
    stream.setEncoding('utf8').on('data', (text: string) => {
      seen[name] += text
      for (const watch of watchers) watch()
    })
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...seen })))
  const shows = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const watch = () => {
        const match = pattern.exec(seen.out + seen.err)
        if (match === null) return
        watchers.delete(watch)
        resolve(match)
      }
      watchers.add(watch)
      watch()
      ended.then(() =>
        reject(new Error(`The command ended without showing ${pattern}: ${seen.out}${seen.err}`)),
      )
    })
  return { child, ended, shows }
}

/** Runs the built command to its end. */
export function assay(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return start(args, env).ended
}

/** A fresh folder for reports. */
export function reportFolder(): string {
  return mkdtempSync(join(tmpdir(), 'assay-test-'))
}
