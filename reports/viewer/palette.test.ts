import { expect, test } from 'vitest'
import { DARK, LIGHT, type Pair } from './palette.js'

/** WCAG 2 contrast ratio of two hex colours. */
function contrast([text, back]: Pair): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [low = 0, high = 0] = [luminance(text), luminance(back)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

test.each([
  ['light', LIGHT],
  ['dark', DARK],
])('every text colour of the %s scheme has the contrast WCAG AA asks for', (_name, scheme) => {
  const pairs: [string, Pair][] = Object.entries(scheme.verdicts)
  for (const back of [scheme.page[1], scheme.raised]) {
    for (const name of ['quiet', 'link', 'element', 'value'] as const)
      pairs.push([name, [scheme[name], back]])
    pairs.push(['text', [scheme.page[0], back]])
  }
  for (const [name, pair] of pairs)
    expect(contrast(pair), `${name} ${pair.join(' on ')}`).toBeGreaterThanOrEqual(4.5)
})
