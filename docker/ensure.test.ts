import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

const sentence = /^ensure: [^\n]+\n$/

function ensure(args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync('docker/ensure', args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { status, stdout, stderr }
}

describe('a wrong call ends with 64 and one sentence', () => {
  const wrong = [
    [],
    ['shrink'],
    ['engine', 'now'],
    ['base'],
    ['base', 'sid'],
    ['image'],
    ['image', 'prosody:1.0'],
  ]
  test.each(wrong.map((args) => [args]))('%j', (args) => {
    expect(ensure(args)).toEqual({ status: 64, stdout: '', stderr: expect.stringMatching(sentence) })
  })

  test('an unknown image is answered with those that exist', () => {
    expect(ensure(['image', 'prosody:1.0']).stderr).toContain('prosody:13.0.7')
  })
})

describe('without an engine it ends with 69 and one sentence', () => {
  const existing = { DOCKER_HOST: 'unix:///nonexistent', ASSAY_ENGINE: 'existing' }
  test.each([
    [['engine'], existing],
    [['base', 'bookworm'], existing],
    [['image', 'prosody:13.0.7'], existing],
    [['sweep'], existing],
    [['engine'], { DOCKER_HOST: 'unix:///nonexistent', ASSAY_ENGINE: '' }],
  ])('%j with %j', (args, env) => {
    const outcome = ensure(args, env)
    expect(outcome).toEqual({ status: 69, stdout: '', stderr: expect.stringMatching(sentence) })
    expect(outcome.stderr).toContain('unix:///nonexistent')
  })
})
