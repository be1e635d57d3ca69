import type picocolors from 'picocolors'

/** Where a command writes, and what is asked to stop it. */
export interface Io {
  /** Results, to standard output. */
  out(text: string): void
  /** Progress and problems, to standard error. */
  err(text: string): void
  /** Whether standard error is a terminal on which one line can be rewritten. */
  live: boolean
  colors: ReturnType<typeof picocolors.createColors>
  /** Aborted by Ctrl-C or SIGTERM. */
  interrupt: AbortSignal
  /** Arguments as given, to be shown in reports. */
  argv: string[]
  /** Standard input. */
  input: NodeJS.ReadableStream
}

/** Resolves when the command is asked to stop. */
export function interrupted({ interrupt }: Io): Promise<void> {
  return new Promise((resolve) => {
    if (interrupt.aborted) resolve()
    else interrupt.addEventListener('abort', () => resolve())
  })
}
