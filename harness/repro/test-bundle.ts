import { type Bundle, FORMAT } from './bundle.js'

/** A bundle with nothing in it but what a test is about. */
export function bundleForTests(rest: Partial<Bundle> = {}): Bundle {
  return {
    format: FORMAT,
    tool: { name: 'xmpp-assay', version: '0.1.0' },
    scenario: 'a/scenario',
    role: 'server',
    requirement: 'INV-DP-a',
    clause: 'Invariants',
    says: 'Everybody is told.',
    verdict: 'fail',
    judge: 'invariant',
    deviation: 'nobody was told',
    fingerprint: '0123456789ab',
    besides: [],
    seed: 7,
    scope: 'a/scenario#1',
    subject: { specifier: 'sim:faulty', name: 'Faulty', version: '1', carrier: 'sim' },
    underWay: { jobs: 8, lanes: 4 },
    command: 'assay run sim:faulty',
    started: '2026-11-22T01:43:04.563Z',
    reproduced: { of: 1, failed: 1 },
    ...rest,
  }
}
