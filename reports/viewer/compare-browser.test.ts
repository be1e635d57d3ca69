import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { compare } from '../model/comparison.js'
import { sampleProfile, sampleRecords, sampleResults } from '../test-results.js'
import { writeComparison } from '../write-comparison.js'
import { inBrowser, siteOf } from './test-browser.js'
import { testsOfEveryPage } from './test-every-page.js'

/** The sample results as of another version, whose first fail passes and whose ties go elsewhere. */
function laterVersion() {
  const records = sampleRecords()
  const first = records.findIndex(({ verdict }) => verdict === 'fail')
  records[first] = { ...records[first]!, verdict: 'pass', deviation: '' }
  const results = sampleResults(records, { profile: sampleProfile('to one of the highest', 900) })
  return { ...results, subject: { ...results.subject, version: '13.0.10' } }
}

inBrowser('the comparison', () => {
  const comparison = compare([laterVersion(), sampleResults()])
  const all = comparison.divergences.length + comparison.matrix.length
  const site = siteOf((folder) => writeComparison(comparison, folder))
  const { open } = site
  const entries = (page: Page) => page.locator('.entry:visible')

  testsOfEveryPage(site)

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

  test('without JavaScript everything is shown, and no dead control', async () => {
    const page = await open({ javaScriptEnabled: false })
    expect(await page.locator('#controls').isVisible()).toBe(false)
    expect(await entries(page).count()).toBe(all)
    await page.close()
  })
})
