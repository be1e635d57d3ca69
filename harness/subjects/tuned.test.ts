import { expect, test } from 'vitest'
import { containerIds, loadManifest } from './manifest.js'
import type { ContainerManifest } from './manifest-schema.js'
import { parseSpecifier } from './specifier.js'
import { noticeOf, tune } from './tuned.js'

const manifestOf = (id: string) => loadManifest(id) as ContainerManifest
const tuned = (text: string) => tune(manifestOf('prosody'), parseSpecifier(text))

test('without the option the manifest is as it is, and silence is noticed by none', () => {
  expect(tuned('container:prosody')).toEqual({ ...manifestOf('prosody'), notes: [] })
  expect(noticeOf(tuned('container:prosody'))).toEqual({})
})

test('settings go over those of the manifest, and bring their own bounds', () => {
  const { environment, notes, ...manifest } = tuned('container:prosody@13.0?tuned=silence')
  expect(environment).toEqual({
    ...manifestOf('prosody').environment,
    ASSAY_READ_TIMEOUT: '3',
    ASSAY_CLIENT_PING: 'yes',
  })
  expect(notes).toEqual([expect.stringMatching(/^Tuned as "silence": It takes .*\.$/u)])
  expect(noticeOf({ ...manifest, environment, notes })).toEqual({ silence: 9000 })
})

test('settings of a manifest without any are refused in one sentence', () => {
  const { tuned: _, ...plain } = manifestOf('prosody')
  expect(() => tune(plain, parseSpecifier('container:prosody?tuned=silence'))).toThrow(
    'The subject "container:prosody?tuned=silence" has tuned=silence, but prosody has no such settings.',
  )
})

test.each(containerIds())('%s can be had so that it notices silence', (id) => {
  const { silence } = noticeOf(tune(manifestOf(id), parseSpecifier(`container:${id}?tuned=silence`)))
  expect(silence).toBeLessThan(10_000)
})
