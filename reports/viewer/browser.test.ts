import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sampleResults } from '../test-results.js'
import { writeReports } from '../write.js'
import { inBrowser, siteOf } from './test-browser.js'
import { testsOfEveryPage } from './test-every-page.js'

inBrowser('the page', () => {
  const results = sampleResults()
  const all = results.requirements.length + results.coverage.unjudged.length
  const site = siteOf((folder) => writeReports(results, folder))
  const { open } = site
  const rows = (page: Page) => page.locator('.row:visible')
  const focused = (page: Page) => page.locator('.row:has(> summary:focus)').getAttribute('id')

  testsOfEveryPage(site, (page) => page.locator('.row > summary').first().click())

  test('filters by text and by verdict, and says how many are shown', async () => {
    const page = await open()
    await page.keyboard.press('/')
    await page.keyboard.type('xep0199 scenario')
    expect(await rows(page).count()).toBe(12)
    expect(await page.locator('#shown').textContent()).toBe(`12 of ${all}`)
    await page.getByRole('button', { name: 'inconclusive' }).click()
    expect(await rows(page).count()).toBe(0)
    expect(await page.locator('#nothing').isVisible()).toBe(true)
    await page.locator('#filter').fill('')
    expect(await rows(page).count()).toBe(results.requirementCounts.inconclusive)
    await page.close()
  })

  test('what was not judged is folded away, and found by filter, toggle and map', async () => {
    const page = await open()
    const entry = page.locator('[id="r-RFC6120-4.9.3.19-a"]')
    expect(await entry.isVisible()).toBe(false)
    await page.locator('#filter').fill('4.9.3.19-a')
    expect(await rows(page).count()).toBe(1)
    await page.locator('#filter').fill('')
    expect(await entry.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'untested' }).click()
    expect(await rows(page).count()).toBe(results.requirementCounts.untested + 3)
    await page.getByRole('button', { name: 'untested' }).click()
    expect(await entry.isVisible()).toBe(false)
    await page.getByRole('link', { name: 'RFC6120-4.9.3.19-a, not judged' }).click()
    await entry.getByText('it waits for the client role suites').waitFor()
    await page.close()
  })

  test('j and k move, Enter opens, Escape clears the filter', async () => {
    const page = await open()
    const [first, second] = await Promise.all([0, 1].map((nth) => rows(page).nth(nth).getAttribute('id')))
    await page.keyboard.press('j')
    expect(await focused(page)).toBe(first)
    await page.keyboard.press('j')
    expect(await focused(page)).toBe(second)
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    expect(await page.locator('.row').first().getAttribute('open')).not.toBeNull()
    await page.keyboard.press('/')
    await page.keyboard.type('nothing matches this')
    await page.keyboard.press('Escape')
    expect(await rows(page).count()).toBe(results.requirements.length)
    await page.close()
  })

  test('a cell of the map leads to its row and opens it, even when the row is filtered out', async () => {
    const page = await open()
    await page.locator('#filter').fill('nothing matches this')
    await page.getByRole('link', { name: 'XEP0199-8.4-a, pass-lax' }).click()
    const row = page.locator('[id="r-XEP0199-8.4-a"]')
    await row.locator('.explanation').first().waitFor({ state: 'attached' })
    expect(await row.getAttribute('open')).not.toBeNull()
    expect(await row.locator('> summary').isVisible()).toBe(true)
    await page.close()
  })

  test('the rerun command can be copied', async () => {
    const page = await open({}, '#r-RFC6121-8.1-a')
    await page.locator('[id="r-RFC6121-8.1-a"] .copy').first().click()
    await page.getByText(/^(copied|selected)$/).waitFor()
    expect(await page.evaluate('String(getSelection())')).toContain('assay run embedded --seed 7')
    await page.close()
  })

  test('without JavaScript every row still opens, and no dead control is shown', async () => {
    const page = await open({ javaScriptEnabled: false })
    expect(await page.locator('#controls').isVisible()).toBe(false)
    await page.locator('.row > summary').first().click()
    expect(await page.locator('.row').first().locator('.explanation').first().isVisible()).toBe(true)
    await page.close()
  })
})
