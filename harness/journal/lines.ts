import { createReadStream } from 'node:fs'

/**
 * The lines of a text file in UTF-8, one after the other, without their line feeds; the last one may lack its own.
 * Only a line feed ends a line: node:readline also parts lines at U+2028 and U+2029 (from Node 24 on), which JSON
 * leaves as they are.
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n')
    const last = others.pop()
    if (last === undefined) {
      rest += first
      continue
    }
    yield rest + first
    yield* others
    rest = last
  }
  if (rest !== '') yield rest
}
