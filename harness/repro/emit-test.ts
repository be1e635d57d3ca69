import type { Bundle } from './bundle.js'

/** Long enough for three plays on a container that has to be started first, ms. */
const TIMEOUT = 300_000

/**
 * A test file for vitest that replays a bundle and expects it to be fixed. It holds the bundle, so that nothing but the
 * package has to be kept with it.
 */
export function emitTest(bundle: Bundle): string {
  const { requirement, deviation, clause, says } = bundle
  const name = JSON.stringify(`${requirement}: ${deviation}`)
  return `// ${oneLine(`${clause}: ${says}`)}
// Found by Assay. It is played on the subject that ASSAY_SUBJECT names, else on the one it was found on.
import { expect, test } from 'vitest'
import { replayBundle } from 'xmpp-assay/repro'

const bundle = ${JSON.stringify(bundle, null, 2)}

test(${name}, { timeout: ${TIMEOUT} }, async () => {
  const { answer, sentence } = await replayBundle(bundle, {
    on: process.env.ASSAY_SUBJECT || bundle.subject.specifier,
  })
  expect(answer, sentence).toBe('FIXED')
})
`
}

const oneLine = (text: string) => text.replaceAll(/[\r\n\u2028\u2029]+/gu, ' ')
