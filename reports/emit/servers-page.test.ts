import { expect, test } from 'vitest'
import type { Results } from '../../harness/core/results.js'
import type { Verdict } from '../../harness/core/verdict.js'
import { compare } from '../model/comparison.js'
import { NEEDS } from '../model/dix-fitness.js'
import { NASTY, sampleProfile, sampleRecord, sampleResults } from '../test-results.js'
import { emitComparison } from './compare-markdown.js'
import { serversPage } from './servers-page.js'

/** A run whose needs of DIX are all met but one. */
function run(name: string, need: string, verdict: Verdict): Results {
  const records = NEEDS.map(([requirement]) =>
    sampleRecord({ requirement, verdict: requirement === need ? verdict : 'pass', deviation: '' }),
  )
  const results = sampleResults(records, { profile: sampleProfile('to all of the highest', 4.4) })
  return { ...results, subject: { ...results.subject, name, version: '1' } }
}

const page = serversPage(
  compare([
    run('Good', 'DIX-LB-b', 'pass'),
    run('Bad', 'DIX-PRES-c', 'fail'),
    run('Unknown', 'DIX-FAIL-c', 'inconclusive'),
  ]),
)
const line = (start: string) => page.split('\n').find((each) => each.startsWith(start)) ?? ''

test('a server is fit when every need is met, not fit when one is broken, else it is not shown', () => {
  expect(line('| Good 1 | **')).toContain('**fit**')
  expect(line('| Bad 1 | **')).toMatch(/\*\*not fit\*\* \| not met: Client and instance are told/)
  expect(line('| Unknown 1 | **')).toMatch(/\*\*not shown\*\* \| .*the next ping reaches the next one/)
})

test('it tells times, situations, and that nothing is known about redirects', () => {
  expect(line('| TCP closed')).toContain('**4.4 ms**')
  expect(line('| Several instances share')).toContain('to all of the highest')
  expect(page).toContain('None of these runs made a server send its clients elsewhere')
})

test('a server that was made to redirect is judged by it', () => {
  const requirement = 'RFC6120-4.9.3.19-b'
  const moved = sampleResults([sampleRecord({ requirement, verdict: 'fail', deviation: 'no redirect' })])
  const text = serversPage(compare([moved, run('Good', '', 'pass')]))
  expect(text.split('\n').filter((each) => each.startsWith(`| \`${requirement}\``))[0]).toContain(
    'no redirect',
  )
})

test('every row is as long as its head, and nothing from a subject is markup', () => {
  const runs = [sampleResults(), run(NASTY[0], 'DIX-LB-b', 'pass')]
  for (const text of [serversPage(compare(runs)), emitComparison(compare(runs))]) {
    let columns = 0
    for (const each of text.split('\n')) {
      if (!each.startsWith('|')) columns = 0
      else {
        const cells = each.replaceAll('\\|', '').split('|').length
        if (columns === 0) columns = cells
        expect(cells, each).toBe(columns)
      }
    }
    expect(text.replace(/`[^`\n]*`/g, '')).not.toMatch(/(?<!\\)<script|[\x00\x07\x1b\u202e]/)
  }
})
