import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { NASTY, sampleRecord, sampleResults } from '../test-results.js'
import { emitJunit } from './junit.js'

interface Seen {
  name: string
  attributes: Record<string, string>
  text: string
}

/** Elements in document order; throws when the text is not well-formed. */
function elements(xml: string): Seen[] {
  const found: Seen[] = []
  const open: Seen[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, text: '' }
    found.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += text
  })
  parser.on('closetag', () => open.pop())
  parser.write(xml).close()
  return found
}

const results = sampleResults()
const seen = elements(emitJunit(results))
const named = (name: string) => seen.filter((element) => element.name === name)
const sum = (name: string, attribute: string) =>
  named(name).reduce((total, element) => total + Number(element.attributes[attribute]), 0)

test('the totals agree with results.json and with the elements', () => {
  const { counts } = results
  const skipped = counts.inconclusive + counts.inapplicable + counts.untested
  for (const name of ['testsuites', 'testsuite']) {
    expect(sum(name, 'tests')).toBe(results.verdicts.length)
    expect(sum(name, 'failures')).toBe(counts.fail)
    expect(sum(name, 'errors')).toBe(counts.error)
    expect(sum(name, 'skipped')).toBe(skipped)
  }
  expect(named('testcase')).toHaveLength(results.verdicts.length)
  expect(named('failure')).toHaveLength(counts.fail)
  expect(named('error')).toHaveLength(counts.error)
  expect(named('skipped')).toHaveLength(skipped)
})

test('a suite per document, and names a CI viewer can group', () => {
  const names = named('testsuite').map((suite) => suite.attributes.name)
  expect(names).toEqual(expect.arrayContaining(['DIX', 'RFC 6120', 'RFC 6121', 'XEP-0199']))
  const first = named('testcase').find((each) => each.attributes.name?.includes('scenario 0 '))
  expect(first?.attributes).toMatchObject({
    classname: 'RFC 6121.RFC6121-8.1-a',
    name: 'delivery/group 0 › scenario 0 [{"priority":0,"bare":true}]',
  })
})

test('a failure tells what is allowed, what happened, why, the bytes and how to rerun it', () => {
  const text = named('failure').find((each) => each.attributes.type === 'RFC6121-8.1-a')?.text
  expect(text).toContain('- Every resource with priority 10 receives it.')
  expect(text).toContain('Happened: echo@…/two')
  expect(text).toContain("client/1 → <message to='echo@c1.localhost'")
  expect(text).toContain('Rerun: assay run embedded')
})

test('a skipped case says why, a passed one carries its verdict', () => {
  const [skipped] = elements(emitJunit(sampleResults([sampleRecord({ verdict: 'inconclusive' })]))).filter(
    (element) => element.name === 'skipped',
  )
  expect(skipped?.attributes.message).toMatch(/^inconclusive: The message went/)
  const verdicts = named('property').filter((each) => each.attributes.name === 'verdict')
  expect(verdicts.map((each) => each.attributes.value)).toContain('pass-lax')
})

test('nasty strings stay text, and long bytes are cut', () => {
  const texts = named('failure').map((each) => each.text)
  expect(texts.some((text) => text.includes(NASTY[0]))).toBe(true)
  expect(texts.some((text) => text.includes('\\x1b[31mred'))).toBe(true)
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(5000)
})

test('a failure that is expected says why, and where upstream deals with it', () => {
  const known = { reason: 'Wanted so since `2015`.', issue: 'owner/server#12', at: 'expected.yaml:3' }
  const [failure] = elements(emitJunit(sampleResults([sampleRecord({ known })]))).filter(
    ({ name }) => name === 'failure',
  )
  expect(failure?.text).toContain('Known: Wanted so since `2015`. Upstream: owner/server#12')
})
