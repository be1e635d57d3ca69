import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { emitComparison } from './emit/compare-markdown.js'
import type { Comparison } from './model/comparison.js'
import { comparePage } from './viewer/compare-page.js'
import { writeWhole } from './write.js'

/** Writes `comparison.html` and `comparison.md` into `folder`, each complete or not at all. */
export async function writeComparison(
  comparison: Comparison,
  folder: string,
): Promise<{ html: string; markdown: string }> {
  await mkdir(folder, { recursive: true })
  const html = await writeWhole(join(folder, 'comparison.html'), comparePage(comparison))
  const markdown = await writeWhole(join(folder, 'comparison.md'), emitComparison(comparison))
  return { html, markdown }
}
