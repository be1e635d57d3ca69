import { NS, oneOf, type Scenario, scenario } from '../../harness/index.js'

const streamError = { name: 'error', ns: NS.stream }
const handshake = { name: 'handshake', ns: NS.component }

export const opening: Scenario[] = [
  scenario(
    'components/opening/unknown-name',
    { proves: ['XEP0114-3-a'], role: 'server', needs: ['component'] },
    async (world) => {
      const component = await world.component('component', await world.componentDomain())
      world.step('open a stream for a component that the server does not know')
      await component.open(`unknown-${world.mark()}.${component.domain}`)
      const refused = await component.receive(streamError)
      if (refused === undefined) component.shakeHands()
      const until = await component.barrier()
      // XEP-0114 section 3 leaves to the server which names it services.
      world.check(
        'XEP0114-3-a',
        oneOf(
          {},
          [
            {
              verdict: 'pass',
              says: 'The server sends a stream error.',
              when: [{ see: streamError, times: [1, 1] }],
            },
            {
              verdict: 'observed',
              says: 'The server services any name.',
              when: [{ see: handshake, times: [1, 1] }],
            },
          ],
          { at: component.id, after: { beginOf: component.id }, until },
        ),
      )
    },
  ),
  scenario(
    'components/opening/name-in-use',
    { proves: ['XEP0114-3-a'], role: 'server', needs: ['component'] },
    async (world) => {
      const domain = await world.componentDomain()
      await (await world.component('component', domain)).start()
      world.step('open a second stream for the same component')
      const second = await world.component('second', domain)
      await second.open()
      second.shakeHands()
      await second.answer()
      await second.close()
      world.check(
        'XEP0114-3-a',
        oneOf(
          {},
          [
            {
              verdict: 'pass',
              says: 'The server sends a stream error.',
              when: [{ see: streamError, times: [1, 1] }],
            },
            {
              verdict: 'observed',
              says: 'The server serves both, or the newcomer only.',
              when: [{ see: handshake, times: [1, 1] }],
            },
          ],
          { at: second.id, after: { beginOf: second.id } },
        ),
      )
    },
  ),
]
