import { el, markElement, NS, once, type Scenario, scenario } from '../../../harness/index.js'

/** Ids that are easily spoilt on the way. */
const IDS = {
  quotes: 'a"b\'c',
  markup: '<&>&amp;]]>',
  'non-bmp': '𐍈 🜁 é',
  spaces: ' a  b ',
  'one-kib': 'x'.repeat(1024),
  case: 'AbC-aBc-Straße',
}

// RFC 6120 8.1.3
export const ids: Scenario[] = Object.entries(IDS).flatMap(([name, id]) => [
  scenario(
    `discovery/stanzas/ids/answered/${name}`,
    { proves: ['RFC6120-8.1.3-b'], role: 'server', parameters: { id } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client' })
      world.step('ping the server')
      const before = client.presence({ priority: 0 })
      client.iq({ id, payload: [el('ping', { xmlns: NS.ping })] })
      await client.receive({ name: 'iq', attrs: { id } })
      const pinged = await client.barrier()
      world.check(
        'RFC6120-8.1.3-b',
        once(
          'One answer comes, with the id of the request.',
          { name: 'iq', attrs: { id } },
          { at: client.id, after: { mark: before }, until: pinged },
        ),
      )
      world.step('ask for something unheard of')
      const mark = world.mark()
      client.iq({ id, payload: [markElement(mark)] })
      await client.receive({ name: 'iq', attrs: { id, type: 'error' } })
      const until = await client.barrier()
      world.check(
        'RFC6120-8.1.3-b',
        once(
          'One error comes, with the id of the request.',
          { name: 'iq', attrs: { id, type: 'error' } },
          { at: client.id, after: { mark }, until },
        ),
      )
    },
  ),
  scenario(
    `discovery/stanzas/ids/delivered/${name}`,
    { proves: ['RFC6120-8.1.3-c'], role: 'server', parameters: { id } },
    async (world) => {
      const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
      const receiver = await world.start(await world.account('receiver'), {
        as: 'receiver',
        resource: 'here',
        priority: 0,
      })
      receiver.presence({ to: sender.jid })
      await receiver.barrier()
      world.step('send a message, a presence and an IQ to the full JID')
      const iq = world.mark()
      const marks = [
        sender.message({ to: receiver.jid, id, body: 'hello' }),
        sender.presence({ to: receiver.jid, id }),
        iq,
      ]
      sender.iq({ to: receiver.jid, id, payload: [markElement(iq)] })
      await sender.fence(receiver)
      for (const mark of marks)
        world.check('RFC6120-8.1.3-c', { judge: 'integrity', args: { mark, aspect: 'id' } })
    },
  ),
])
