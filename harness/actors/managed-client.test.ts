import { expect, test } from 'vitest'
import type { Results } from '../core/results.js'
import { scenario } from '../run/scenario.js'
import { runOnReference } from '../run/test-bench.js'
import type { World } from '../run/world.js'
import { NS } from '../wire/ns.js'

/** Plays `script` on the reference and returns what it returns; what it throws is in the results. */
async function play<T>(script: (world: World) => Promise<T>): Promise<{ results: Results; value?: T }> {
  let value: T | undefined
  const results = await runOnReference([
    scenario('script', { proves: ['XEP0198-5-c'], role: 'server' }, async (world: World) => {
      value = await script(world)
    }),
  ])
  return value === undefined ? { results } : { results, value }
}

test('it counts the stanzas of both directions since stream management was enabled', async () => {
  const { value } = await play(async (world) => {
    const client = await world.resumable(await world.account('a'), { as: 'a' })
    const before = [client.sent, client.received]
    client.message({ to: client.bare, type: 'headline' })
    await client.barrier()
    const answer = await client.request()
    return { before, after: [client.sent, client.received], h: answer?.attrs.h }
  })
  expect(value).toEqual({ before: [0, 0], after: [2, 1], h: '2' })
})

test('what comes when it has broken off is not handled, so that the server sends it again', async () => {
  const { value } = await play(async (world) => {
    const client = await world.resumable(await world.account('a'), { as: 'a', priority: 0 })
    const other = await world.start(await world.account('b'), { as: 'b' })
    const handled = client.received
    // The server can be about to write when the FIN comes.
    const mark = other.message({ to: client.jid })
    client.fin()
    await other.barrier()
    const again = await world.resume(client)
    await again.expect('the message', { name: 'message', mark })
    return { handled, counted: client.received, after: again.received }
  })
  expect(value?.counted).toBe(value?.handled)
  expect(value?.after).toBe((value?.handled ?? 0) + 1)
})

test('an element that was handed out by `next` is passed over from then on', async () => {
  const { value } = await play(async (world) => {
    const client = await world.start(await world.account('a'), { as: 'a', priority: 0 })
    const marks = [client.message({ to: client.jid }), client.message({ to: client.jid })]
    const seen = [await client.next({ name: 'message' }), await client.next({ name: 'message' })]
    return { marks, seen: seen.map((e) => e?.getChild('mark', NS.assay)?.attrs.id) }
  })
  expect(value?.seen).toEqual(value?.marks)
})

test.each<[string, (world: World) => unknown, RegExp]>([
  [
    'a feature that is not offered',
    async (world) =>
      world.requires(await world.start(await world.account('a'), { as: 'a' }), 'urn:example:none'),
    /does not offer urn:example:none/,
  ],
  [
    'a time that the manifest does not name',
    (world) => {
      Reflect.deleteProperty(world.subject, 'kept')
      return world.kept
    },
    /does not say how long it keeps a lost session/,
  ],
])('%s makes the scenario inapplicable, and says why', async (_, script, why) => {
  const { results } = await play(async (world) => script(world))
  expect(results.verdicts).toMatchObject([
    { verdict: 'inapplicable', explanation: expect.stringMatching(why) },
  ])
})
