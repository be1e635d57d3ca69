import type { Verdict } from '../../harness/core/verdict.js'

/** Text on background, as hex. */
export type Pair = readonly [text: string, background: string]

/** Colours of one scheme; every pair meets WCAG AA (tested). Problems are solid, the rest is tinted. */
export interface Scheme {
  page: Pair
  quiet: string
  raised: string
  line: string
  link: string
  element: string
  value: string
  verdicts: Record<Verdict, Pair>
}

export const LIGHT: Scheme = {
  page: ['#1c2126', '#ffffff'],
  quiet: '#57606a',
  raised: '#f5f7f9',
  line: '#d5dbe1',
  link: '#0758a8',
  element: '#0b4f8a',
  value: '#7a3e00',
  verdicts: {
    fail: ['#ffffff', '#bf2a1e'],
    error: ['#ffffff', '#8a2491'],
    inconclusive: ['#261a00', '#f0b429'],
    'pass-lax': ['#3f4a00', '#dfe8a6'],
    pass: ['#145c2c', '#d3eed9'],
    observed: ['#0a4a86', '#d5e7f9'],
    inapplicable: ['#4b545d', '#e6eaee'],
    untested: ['#5a636d', '#f7f9fa'],
  },
}

export const DARK: Scheme = {
  page: ['#dbe1e7', '#14171a'],
  quiet: '#98a3ae',
  raised: '#1c2024',
  line: '#333a41',
  link: '#7db8f2',
  element: '#8cc2f5',
  value: '#e0b080',
  verdicts: {
    fail: ['#ffffff', '#c73428'],
    error: ['#ffffff', '#9c3fa6'],
    inconclusive: ['#211600', '#dca432'],
    'pass-lax': ['#dbe68a', '#3c4212'],
    pass: ['#8adb9f', '#18371f'],
    observed: ['#94c7f8', '#16324d'],
    inapplicable: ['#a9b3bd', '#2b3137'],
    untested: ['#8f9aa5', '#1a1e22'],
  },
}

/** The scheme as CSS custom properties. */
export function properties(scheme: Scheme): string {
  const { page, verdicts, ...rest } = scheme
  const plain = { text: page[0], page: page[1], ...rest }
  return [
    ...Object.entries(plain).map(([name, colour]) => `--${name}:${colour};`),
    ...Object.entries(verdicts).map(
      ([verdict, [text, back]]) => `--${verdict}:${text};--${verdict}-back:${back};`,
    ),
  ].join('')
}
