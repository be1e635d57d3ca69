/** Process exit codes of the `assay` command. */
export const EXIT = {
  /** The gate holds. */
  ok: 0,
  /** Something unexpected was found. */
  unexpected: 1,
  /** More inconclusive verdicts than allowed. */
  inconclusive: 2,
  /** Nothing was judged. */
  nothingJudged: 3,
  /** The command line or an input file is wrong. */
  usage: 64,
  /** The subject or the container engine cannot be reached. */
  unavailable: 69,
  /** A defect of Assay itself. */
  internal: 70,
  /** Interrupted by SIGINT (128 + 2). */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** An error meant for the user: one sentence that says what is wrong, where, and what to do. */
export class UserError extends Error {
  override readonly name = 'UserError'
  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** The command line, a file or a value given by the user is wrong (exit 64). */
export const usageError = (message: string) => new UserError(message, EXIT.usage)

/** The subject or the container engine cannot be reached (exit 69). */
export const unavailableError = (message: string, cause?: unknown) =>
  new UserError(message, EXIT.unavailable, { cause })
