import { expect, test } from 'vitest'
import { assay } from './test-command.js'

const SMALL = ['--instances', '3', '--clients', '2', '--pings', '20', '--handovers', '2']

test('prints the figures of each subject', async () => {
  const { code, out } = await assay(['bench', 'embedded', ...SMALL])
  expect({ code, out }).toMatchObject({ code: 0 })
  expect(out).toMatch(/^20 pings of 2 clients to the bare JID of 3 instances/u)
  expect(out).toMatch(/Assay reference \S+ +\d+\.\d +\d+ +\d+\.\d +\d+\.\d +\d+ +0 +0\n/u)
})

test('simulates a load of several services, whose times are virtual', async () => {
  const { code, out } = await assay(['bench', 'sim', '--services', '2', ...SMALL])
  expect({ code, out }).toMatchObject({ code: 0 })
  expect(out).toMatch(/of 3 instances of each of 2 services/u)
  expect(out).toMatch(/Assay reference \S+ +\d+\.\d +- +- +- +\d+ +0 +0\n/u)
})

test.each(['embedded', 'sim'])('says in one sentence that %s took too long', async (subject) => {
  const { code, err } = await assay(['bench', subject, '--limit', '1', '--pings', '10000000'])
  expect({ code, err }).toMatchObject({
    code: 69,
    err: expect.stringContaining(`The load on ${subject} was not carried out: it took longer than 1 s.`),
  })
})
