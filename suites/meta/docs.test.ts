import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedPages } from '../../harness/cli/docs/pages.js'
import { packageRoot } from '../../harness/core/package-root.js'

const docs = join(packageRoot(), 'docs')
const pages = generatedPages()
const MEND = 'The generated pages are out of date; "npm run docs" mends them.'

describe('the generated pages', () => {
  it('are those in docs, no more and no fewer', () => {
    const there = readdirSync(join(docs, 'catalogue')).map((name) => `catalogue/${name}`)
    const made = [...pages.keys()].filter((path) => path.startsWith('catalogue/'))
    expect(there.sort(), MEND).toEqual(made.sort())
  })

  it.each([...pages])('%s is up to date', (path, text) => {
    expect(readFileSync(join(docs, path), 'utf8') === text, MEND).toBe(true)
  })

  it('have tables whose rows are as long as their heads', () => {
    for (const [path, text] of pages) {
      let columns = 0
      for (const line of text.split('\n')) {
        if (!line.startsWith('|')) columns = 0
        else {
          const cells = line.replaceAll('\\|', '').split('|').length
          if (columns === 0) columns = cells
          expect(cells, `${path}: ${line}`).toBe(columns)
        }
      }
    }
  })

  it('lead only to what is there', () => {
    for (const [path, text] of pages)
      for (const [, target = ''] of text.matchAll(/\]\(([^)#]+)(?:#[\w-]+)?\)/g)) {
        const wanted = join(docs, path, '..', target)
        expect(pages.has(wanted.slice(docs.length + 1)) || readFileSync(wanted).length > 0, target).toBe(true)
      }
  })
})
