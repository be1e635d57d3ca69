import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageRoot } from '../../core/package-root.js'
import { generatedPages } from './pages.js'

// Pages of documents that are gone must go, too.
const docs = join(packageRoot(), 'docs')
rmSync(join(docs, 'catalogue'), { recursive: true, force: true })
const pages = generatedPages()
for (const [path, text] of pages) {
  mkdirSync(dirname(join(docs, path)), { recursive: true })
  writeFileSync(join(docs, path), text)
}
process.stdout.write(`Wrote ${pages.size} pages into ${docs}.\n`)
