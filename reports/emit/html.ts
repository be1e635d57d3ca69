import type { Results } from '../../harness/core/results.js'
import { DEPTHS } from '../viewer/depth.js'
import { page } from '../viewer/page.js'

/** Largest page that still opens at once. */
const LIMIT = 3_000_000

/**
 * The report as one offline HTML file. When it would exceed `limit` bytes it shows less evidence, that of
 * passes first, and says so.
 */
export function emitHtml(results: Results, limit = LIMIT): string {
  let text = ''
  for (const depth of DEPTHS) {
    text = page(results, depth)
    if (Buffer.byteLength(text) < limit) break
  }
  return text
}
