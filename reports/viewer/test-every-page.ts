import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { DARK, LIGHT } from './palette.js'
import type { Site } from './test-browser.js'

/**
 * Declares the tests that every page has to pass.
 * @param unfold opens the first thing that is folded, where a page has such
 */
export function testsOfEveryPage(site: Site, unfold: (page: Page) => Promise<void> = async () => {}): void {
  test('loads nothing, runs nothing from a subject, reports no error', async () => {
    const page = await site.tab()
    const requests: string[] = []
    const errors: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => errors.push(message.text()))
    await page.goto(site.url())
    expect(await page.evaluate('window.broken')).toBeUndefined()
    expect(requests.filter((request) => request !== site.url() && request !== 'data:,')).toEqual([])
    expect(errors).toEqual([])
    await page.close()
  })

  test.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('follows the %s colour scheme', async (colorScheme, scheme) => {
    const page = await site.open({ colorScheme })
    const colour = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(scheme.page[1].slice(at, at + 2), 16))
    expect(colour).toBe(`rgb(${red}, ${green}, ${blue})`)
    await page.close()
  })

  test('nothing is wider than a small screen', async () => {
    const page = await site.open({ viewport: { width: 400, height: 800 } })
    await unfold(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400)
    await page.close()
  })
}
