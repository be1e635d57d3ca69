import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compare } from '../model/comparison.js'
import { sampleProfile, sampleRecords, sampleResults } from '../test-results.js'
import { writeComparison } from '../write-comparison.js'
import { DARK, LIGHT } from './palette.js'

const EXECUTABLE = '/usr/bin/chromium'
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
]
const absent = !existsSync(EXECUTABLE) && !process.env.CI
const name = absent
  ? `the comparison in a browser (skipped: ${EXECUTABLE} is not installed)`
  : 'the comparison in a browser'

/** The sample results as of another version, whose first fail passes and whose ties go elsewhere. */
function laterVersion() {
  const records = sampleRecords()
  const first = records.findIndex(({ verdict }) => verdict === 'fail')
  records[first] = { ...records[first]!, verdict: 'pass', deviation: '' }
  const results = sampleResults(records, { profile: sampleProfile('to one of the highest', 900) })
  return { ...results, subject: { ...results.subject, version: '13.0.10' } }
}

describe.skipIf(absent)(name, () => {
  let folder = ''
  let url = ''
  let browser: Browser
  const comparison = compare([laterVersion(), sampleResults()])
  const all = comparison.divergences.length + comparison.matrix.length

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-comparison-'))
    url = pathToFileURL((await writeComparison(comparison, folder)).html).href
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS })
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options)
    await page.goto(url)
    return page
  }
  const entries = (page: Page) => page.locator('.entry:visible')

  test('loads nothing, runs nothing from a subject, reports no error', async () => {
    const page = await browser.newPage()
    const requests: string[] = []
    const errors: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => errors.push(message.text()))
    await page.goto(url)
    expect(await page.evaluate('window.broken')).toBeUndefined()
    expect(requests.filter((request) => request !== url && request !== 'data:,')).toEqual([])
    expect(errors).toEqual([])
    await page.close()
  })

  test('versions stand in order, and the divergence shows both sides', async () => {
    const page = await open()
    expect(await page.locator('.divergences thead th').allTextContents()).toEqual([
      'Requirement',
      'Prosody 13.0.1',
      'Prosody 13.0.10',
    ])
    const row = page.locator('.divergences .entry').first()
    expect(await row.locator('td').nth(0).textContent()).toMatch(/✗ fail.*delivered to a lower priority/)
    expect(await row.locator('td').nth(1).textContent()).toMatch(/✓ pass/)
    expect(await page.locator('.notice tbody td').allTextContents()).toEqual([
      expect.stringMatching(/^13 ms/),
      expect.stringMatching(/^900 ms/),
    ])
    await page.close()
  })

  test('filters by text, folds what agrees, and says how many are shown', async () => {
    const page = await open()
    expect(await page.locator('#shown').textContent()).toBe(`all ${all}`)
    await page.keyboard.press('/')
    await page.keyboard.type('xep0199 8.4-a')
    expect(await entries(page).count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'only where verdicts differ' }).click()
    const differing = comparison.matrix.filter(({ agree }) => !agree).length
    expect(await page.locator('.matrix .entry:visible').count()).toBe(differing)
    expect(differing).toBe(1)
    await page.locator('#filter').fill('nothing matches this')
    expect(await page.locator('#nothing').isVisible()).toBe(true)
    await page.close()
  })

  test('j and k move, and a divergence leads to its row in the matrix', async () => {
    const page = await open()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    const focused = page.locator('.entry:focus')
    expect(await focused.textContent()).toBe(await entries(page).first().textContent())
    const requirement = comparison.divergences[0]?.requirement ?? ''
    await page.getByRole('link', { name: requirement }).first().click()
    await page.locator('.matrix .entry:focus').waitFor()
    expect(await focused.getAttribute('id')).toBe(`r-${requirement}`)
    await page.close()
  })

  test.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('follows the %s colour scheme', async (colorScheme, scheme) => {
    const page = await open({ colorScheme })
    const colour = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(scheme.page[1].slice(at, at + 2), 16))
    expect(colour).toBe(`rgb(${red}, ${green}, ${blue})`)
    await page.close()
  })

  test('without JavaScript everything is shown, and no dead control', async () => {
    const page = await open({ javaScriptEnabled: false })
    expect(await page.locator('#controls').isVisible()).toBe(false)
    expect(await entries(page).count()).toBe(all)
    await page.close()
  })

  test('nothing is wider than a small screen', async () => {
    const page = await open({ viewport: { width: 400, height: 800 } })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400)
    await page.close()
  })
})
