import { expect, test } from 'vitest'
import type { Subject } from '../subjects/subject.js'
import { disturbsAll, type Need, whatLacks } from './needs.js'

const subject = (part: Partial<Subject>) => part as Subject
const carried = { carried: true, how: 'It is a link in memory.' }
const lost = { carried: false, how: 'The port proxy swallows it.' }
const redirects = { redirect: async () => undefined }

test.each<[Need[], Partial<Subject>, string | undefined]>([
  [[], { resetPath: lost }, undefined],
  [['rst'], { resetPath: carried }, undefined],
  [['rst'], { resetPath: lost }, 'A reset cannot be tested here: The port proxy swallows it.'],
  [['redirect'], { resetPath: lost, admin: redirects }, undefined],
  [['redirect', 'transfer'], { admin: redirects }, 'The subject has no admin verb "transfer".'],
  [['component'], {}, 'The subject has no external components (XEP-0114) to play.'],
  [['drain'], {}, 'The subject has no admin verb "drain".'],
  [['nodes'], {}, 'The subject is not a cluster: it takes two nodes that clients can reach.'],
  [['nodes'], { nodes: { endpoints: [] } }, undefined],
  [
    ['black-hole'],
    { admin: redirects },
    'No packets of one connection can be lost here: only a simulation can do that, and a container that clients reach from ports of their own.',
  ],
  [['one-node'], {}, undefined],
  [
    ['one-node'],
    { nodes: { endpoints: [] } },
    'The subject is a cluster, which goes on when a node of it ends; the profile nodes plays that.',
  ],
  [['silence'], { silence: 9000 }, undefined],
  [
    ['silence'],
    {},
    'As it is set up, the subject is not known to notice that a client hangs; ?tuned=silence has a container notice it soon.',
  ],
])('a scenario that needs %j lacks on %j: %s', (needs, part, lacking) => {
  expect(whatLacks(subject(part), needs)).toBe(lacking)
})

test('a scenario that empties the server is not played beside others', () => {
  expect(disturbsAll(['rst', 'redirect'])).toBe(false)
  expect(disturbsAll(['redirect', 'drain'])).toBe(true)
})

test('a scenario on several nodes is played beside others, unless it takes one away', () => {
  expect(disturbsAll(['nodes'])).toBe(false)
  expect(disturbsAll(['nodes', 'kill-node'])).toBe(true)
})
