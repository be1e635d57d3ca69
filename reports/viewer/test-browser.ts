import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'

const EXECUTABLE = '/usr/bin/chromium'
const ARGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]
const absent = !existsSync(EXECUTABLE) && !process.env.CI

/** A page in a browser, while tests run. */
export interface Site {
  /** Where the page is. */
  url(): string
  /** An empty tab. */
  tab(): Promise<Page>
  /** A tab with the page in it, at `hash`. */
  open(options?: Parameters<Browser['newPage']>[0], hash?: string): Promise<Page>
}

/** Declares `tests` of what needs a browser; they are skipped where none is installed, but not in CI. */
export function inBrowser(what: string, tests: () => void): void {
  const why = absent ? ` (skipped: ${EXECUTABLE} is not installed)` : ''
  describe.skipIf(absent)(`${what} in a browser${why}`, tests)
}

/** The page that `write` puts into a folder, for the tests declared beside it; the folder is removed after them. */
export function siteOf(write: (folder: string) => Promise<{ html: string }>): Site {
  let folder = ''
  let url = ''
  let browser: Browser

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-page-'))
    url = pathToFileURL((await write(folder)).html).href
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS })
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  return {
    url: () => url,
    tab: () => browser.newPage(),
    async open(options, hash = '') {
      const page = await browser.newPage(options)
      await page.goto(url + hash)
      return page
    },
  }
}
