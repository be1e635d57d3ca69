import { el, NS, none, type Scenario, scenario } from '../../../harness/index.js'
import { PONG } from './words.js'

/** A ping as a carbon copy: one that another resource of the account received, or sent. */
const COPIES = ['received', 'sent'] as const

const copies: Scenario[] = COPIES.map((kind) =>
  scenario(
    `services/dix/copies/${kind}`,
    { proves: ['DIX-PONG-f', 'XEP0280-10.4-a', 'INV-PP-d'], role: 'service', parameters: { kind } },
    async (world) => {
      const at = await world.online()
      const client = world.client('romeo/orchard')
      const sibling = `${world.bare}/sibling`
      client.ping(world.bare, 'before')
      await client.expect('a pong', PONG)
      await world.barrier()

      world.step('the server sends a copy of a ping that another resource had to do with')
      const [from, to] = kind === 'received' ? [client.jid, sibling] : [sibling, client.jid]
      const ping = el('message', { xmlns: NS.client, from, to, id: 'copied' }, el('ping', { xmlns: NS.dix }))
      const forwarded = el('forwarded', { xmlns: NS.forward }, ping)
      const copy = el(
        'message',
        { from: world.bare, to: world.jid },
        el(kind, { xmlns: NS.carbons }, forwarded),
      )
      world.deliver(copy)
      const until = await world.barrier()

      const after = { sent: { name: 'message', has: { name: kind, ns: NS.carbons } } }
      for (const requirement of ['DIX-PONG-f', 'XEP0280-10.4-a', 'INV-PP-d'])
        world.check(requirement, none('A copy brings no pong.', PONG, { at, after, until }))
    },
  ),
)

const forged = scenario(
  'services/dix/copies/forged',
  { proves: ['XEP0280-7-c'], role: 'service' },
  async (world) => {
    const at = await world.online()
    const client = world.client('romeo/orchard')
    client.ping(world.bare, 'before')
    await client.expect('a pong', PONG)
    await world.barrier()

    world.step('a stranger wraps the ping of somebody else as if it were a copy')
    const from = client.jid
    const ping = el(
      'message',
      { xmlns: NS.client, from, to: world.bare, id: 'forged' },
      el('ping', { xmlns: NS.dix }),
    )
    const forwarded = el('forwarded', { xmlns: NS.forward }, ping)
    const stranger = world.client('tybalt/street')
    stranger.send(el('message', { to: world.jid }, el('received', { xmlns: NS.carbons }, forwarded)))
    const until = await world.barrier()

    const after = { sent: { name: 'message', attrs: { from: stranger.jid } } }
    world.check('XEP0280-7-c', none('What it holds brings no pong.', PONG, { at, after, until }))
  },
)

export const copied: Scenario[] = [...copies, forged]
