import { NS, none, once, oneOf, type Scenario, scenario, some } from '../../harness/index.js'

/** The characters that fill a stanza: one takes as many bytes of UTF-8. */
const CHARACTERS = { ascii: 'x', 'two-bytes': 'ä', 'four-bytes': '𐍈' } as const
/** The least that a server's limit may be, in bytes (RFC 6120 13.12). */
const LEAST = 10_000
/** More than the limits that servers come with. */
const HUGE = 300_000

// RFC 6120 13.12: markup included, 10000 bytes have to pass.
const least: Scenario[] = Object.entries(CHARACTERS).map(([name, character]) =>
  scenario(
    `streams/size/10000-bytes/${name}`,
    { proves: ['RFC6120-13.12-a'], role: 'server', parameters: { character } },
    async (world) => {
      const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
      const receiver = await world.start(await world.account('receiver'), {
        as: 'receiver',
        resource: 'here',
        priority: 0,
      })
      world.step('send a message of 10000 bytes')
      const mark = world.mark()
      const start = `<message to='${receiver.jid}' id='${mark}'><mark xmlns='${NS.assay}' id='${mark}'/><body>`
      const end = '</body></message>'
      const room = LEAST - Buffer.byteLength(start + end)
      const wide = Buffer.byteLength(character)
      const body = character.repeat(Math.floor(room / wide)) + 'y'.repeat(room % wide)
      sender.connection.write(start + body + end)
      const accepted = await sender.barrier()
      world.check(
        'RFC6120-13.12-a',
        none(
          'The message is not refused.',
          { condition: 'policy-violation' },
          { at: sender.id, after: { mark }, until: accepted },
        ),
      )
      const until = await sender.fence(receiver)
      world.check(
        'RFC6120-13.12-a',
        once(
          'The message arrives whole.',
          { name: 'message', mark, has: { name: 'body', text: body } },
          { at: receiver.id, after: { mark }, until },
        ),
      )
    },
  ),
)

const huge = scenario(
  'streams/size/300000-bytes',
  { proves: ['RFC6120-13.12-a'], role: 'server' },
  async (world) => {
    const sender = await world.start(await world.account('sender'), { as: 'sender', priority: 0 })
    const receiver = await world.start(await world.account('receiver'), {
      as: 'receiver',
      resource: 'here',
      priority: 0,
    })
    world.step('send a message of 300000 bytes')
    const before = await receiver.barrier()
    const mark = world.mark()
    const start = `<message to='${receiver.jid}' id='${mark}'><mark xmlns='${NS.assay}' id='${mark}'/><body>`
    const body = 'x'.repeat(HUGE - start.length)
    sender.connection.write(`${start}${body}</body></message>`)
    const barrier = await sender.barrier()
    if (sender.connection.ended === undefined) await sender.fence(receiver)
    const arrived = await receiver.receive({ name: 'message', mark }, 1)
    const until = await receiver.barrier()
    const after = { sent: { name: 'iq', attrs: { id: before } } }
    world.check(
      'RFC6120-13.12-a',
      some(
        "The recipient's stream goes on.",
        { name: 'iq', attrs: { id: until } },
        { at: receiver.id, after },
      ),
    )
    const whole = { name: 'message', mark, has: { name: 'body', text: body } }
    if (arrived !== undefined) {
      world.check(
        'RFC6120-13.12-a',
        once('The message arrives whole.', whole, { at: receiver.id, after, until }),
      )
      return
    }
    world.check(
      'RFC6120-13.12-a',
      none('The recipient receives nothing of it.', { mark }, { at: receiver.id, after, until }),
    )
    const condition = 'policy-violation'
    world.check(
      'RFC6120-13.12-a',
      oneOf(
        {},
        [
          {
            verdict: 'pass',
            says: 'The stream ends with policy-violation.',
            when: [{ see: { name: 'error', ns: NS.stream, condition }, times: [1, 1] }],
          },
          {
            verdict: 'pass',
            says: 'The message is returned with the stanza error policy-violation.',
            when: [{ see: { name: 'message', attrs: { type: 'error' }, condition }, times: [1, 1] }],
          },
        ],
        { at: sender.id, after: { mark }, until: barrier },
      ),
    )
  },
)

export const size: Scenario[] = [...least, huge]
