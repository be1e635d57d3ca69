import { NS, oneOf, type Scenario, scenario } from '../../harness/index.js'

/** Proofs that are none, by what is wrong with them. */
const WRONG = ['empty', 'other-secret', 'other-stream'] as const

// XEP-0114 3: the stream is to be closed, preferably with not-authorized.
export const proof: Scenario[] = WRONG.map((wrong) =>
  scenario(
    `components/proof/${wrong}`,
    { proves: ['XEP0114-3-b'], role: 'server', needs: ['component'], parameters: { wrong } },
    async (world) => {
      const component = await world.component('component', await world.componentDomain())
      await component.open()
      world.step(`send a proof that is none: ${wrong}`)
      const proofs = {
        empty: '',
        'other-secret': component.proof('open sesame'),
        'other-stream': component.proof(undefined, world.mark()),
      }
      component.shakeHands(proofs[wrong])
      await component.answer()
      const until = await component.barrier()
      const confirmed = { name: 'handshake', ns: NS.component }
      world.check(
        'XEP0114-3-b',
        oneOf(
          {},
          [
            {
              verdict: 'pass',
              says: 'The server closes the stream with not-authorized.',
              when: [
                { see: { name: 'error', ns: NS.stream, condition: 'not-authorized' }, times: [1, 1] },
                { see: confirmed, times: [0, 0] },
              ],
            },
            {
              verdict: 'pass-lax',
              says: 'The server closes the stream, but not with not-authorized.',
              when: [{ see: confirmed, times: [0, 0] }],
            },
          ],
          { at: component.id, after: { beginOf: component.id }, until },
        ),
      )
    },
  ),
)
