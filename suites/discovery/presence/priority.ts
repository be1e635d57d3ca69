import { el, NS, oneOf, type Scenario, scenario } from '../../../harness/index.js'

/** Resources beside the one without a priority element. */
const BESIDE = { alone: [], 'beside-1': [1], 'beside-minus-1': [-1] } as const

/** Priorities that a server can take, override or correct, each beside one that shows which sign is in effect. */
const OVERRIDABLE: [value: string, beside: number][] = [
  ['-1', 0],
  ['-129', 0],
  ['5', -1],
  ['128', -1],
]

/** Priorities that RFC 6121 4.7.2.3 does not allow, by the texts of their elements. */
const INVALID: [name: string, texts: string[]][] = [
  ['too-high', ['128']],
  ['too-low', ['-129']],
  ['fraction', ['1.5']],
  ['spaces', [' 5 ']],
  ['plus-sign', ['+5']],
  ['word', ['abc']],
  ['two-elements', ['3', '5']],
  ['empty', ['']],
]

/** Texts that a server may show for an invalid priority. */
const SHOWN = ['0', '5', '3', '1', '2', '127', '-128', '']

/** Stream errors by which a server may refuse it. */
const REFUSALS = ['bad-format', 'policy-violation', 'invalid-xml']

export const priority: Scenario[] = [
  // RFC 6121 4.7.2.3
  ...Object.entries(BESIDE).map(([name, others]) =>
    scenario(
      `discovery/presence/priority/absent/${name}`,
      { proves: ['RFC6121-4.7.2.3-b'], role: 'server', parameters: { others } },
      async (world) => {
        world.step('start the resources, one of them with priority 0')
        const account = await world.account('service')
        const instance = await world.start(account, { as: 'instance', priority: 0 })
        const instances = [instance]
        for (const priority of others)
          instances.push(await world.start(account, { as: `beside-${priority}`, priority }))
        const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })

        world.step('send messages to the bare JID')
        const like = []
        for (const body of ['which of you?', 'which of you now?']) {
          like.push(client.message({ to: instance.bare, body }))
          await client.fences([...instances, client])
        }

        world.step('send a presence without priority, and another message')
        instance.presence()
        await instance.barrier()
        const mark = client.message({ to: instance.bare, body: 'and now?' })
        await client.fences([...instances, client])
        world.check('RFC6121-4.7.2.3-b', { judge: 'alike', args: { mark, like } })
      },
    ),
  ),
  ...OVERRIDABLE.map(([value, beside]) =>
    scenario(
      `discovery/presence/priority/shown/${value}`,
      { proves: ['RFC6121-4.7.2.3-d'], role: 'server', parameters: { priority: value, beside } },
      async (world) => {
        world.step('subscribe to a contact with two resources')
        const observer = await world.start(await world.account('observer'), { as: 'observer', priority: 0 })
        const account = await world.account('contact')
        const contact = await world.start(account, { as: 'contact', priority: 0 })
        await world.subscribe(observer, contact)
        const other = await world.start(account, { as: 'other', priority: beside })

        world.step(`send presence with priority ${value}, and a message to the bare JID`)
        const presence = contact.presence({ priority: value })
        await contact.fences([observer, other])
        await contact.barrier()
        const message = observer.message({ to: contact.bare, body: 'which of you?' })
        await observer.fences([contact, other, observer])
        world.check('RFC6121-4.7.2.3-d', { judge: 'shown-priority', args: { presence, message } })
      },
    ),
  ),
  ...INVALID.map(([name, texts]) =>
    scenario(
      `discovery/presence/priority/invalid/${name}`,
      { proves: ['RFC6121-4.7.2.3-c'], role: 'server', parameters: { priority: texts } },
      async (world) => {
        world.step('start a resource and somebody else')
        const sender = await world.start(await world.account('service'), { as: 'sender', priority: 1 })
        const other = await world.start(await world.account('other'), { as: 'other', priority: 0 })

        world.step('send presence with an invalid priority')
        const mark = sender.presence({ payload: texts.map((text) => el('priority', {}, text)) })
        const reflection = { name: 'presence', attrs: { from: sender.jid, type: null }, mark }
        const elements = texts.map((text) => ({ name: 'priority', ns: NS.client, text }))
        const answered = await sender.barrier()
        world.check(
          'RFC6121-4.7.2.3-c',
          oneOf(
            {},
            [
              {
                verdict: 'observed',
                says: `The reflection shows ${texts.map((text) => `“${text}”`).join(' and ')}, as sent.`,
                when: elements.map((has) => ({ see: { ...reflection, has }, times: [1, 1] })),
              },
              ...SHOWN.map((text) => ({
                verdict: 'observed' as const,
                says: `The reflection shows “${text}”.`,
                when: [
                  {
                    see: { ...reflection, has: { name: 'priority', ns: NS.client, text } },
                    times: [1, 1] as [number, number],
                  },
                ],
              })),
              {
                verdict: 'observed',
                says: 'The reflection shows no priority.',
                when: [{ see: { ...reflection, lacks: { name: 'priority', ns: NS.client } }, times: [1, 1] }],
              },
              {
                verdict: 'observed',
                says: 'The presence is ignored, and the stream goes on.',
                when: [
                  { see: { name: 'presence' }, times: [0, 0] },
                  { see: { name: 'iq', attrs: { id: answered } }, times: [1, 1] },
                ],
              },
              {
                verdict: 'observed',
                says: 'The presence is refused with a stanza error.',
                when: [{ see: { name: 'presence', attrs: { type: 'error', id: mark } }, times: [1, 1] }],
              },
              ...REFUSALS.map((condition) => ({
                verdict: 'observed' as const,
                says: `The stream is ended with the error \`${condition}\`.`,
                when: [{ see: { ns: NS.stream, condition }, times: [1, 1] as [number, number] }],
              })),
            ],
            { at: sender.id, after: { mark }, until: await sender.barrier() },
          ),
        )
        const served = await other.barrier()
        world.check(
          'RFC6121-4.7.2.3-c',
          oneOf(
            { name: 'iq' },
            [
              {
                verdict: 'observed',
                says: 'The server goes on serving others.',
                when: [{ see: { attrs: { id: served } }, times: [1, 1] }],
              },
            ],
            { at: other.id, after: { mark }, until: await other.barrier() },
          ),
        )
      },
    ),
  ),
]
