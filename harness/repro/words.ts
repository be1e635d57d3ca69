/** The steps of an example in words: one for each command where it holds a list of commands, else one for each value. */
export function stepsInWords(example: unknown): string[] {
  if (!isRecord(example)) return [phrase(example)]
  return Object.entries(example).flatMap(([name, value]) =>
    Array.isArray(value) && value.every(isCommand)
      ? value.map(commandInWords)
      : [`${name}: ${phrase(value)}`],
  )
}

/** A command says in its field `do` what is done, and in the others to whom and how. */
const isCommand = (value: unknown): value is { do: string } => isRecord(value) && typeof value.do === 'string'

function commandInWords({ do: verb, ...rest }: { do: string }): string {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${phrase(value)}`)
  return details.length === 0 ? verb : `${verb}: ${details.join(', ')}`
}

function phrase(value: unknown): string {
  if (typeof value === 'string') return /^[\w-]+$/u.test(value) ? value : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  return JSON.stringify(value)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
