import { NS, requestBinding, type Scenario, scenario } from '../../harness/index.js'

const SASL = `<auth xmlns='${NS.sasl}' mechanism='SCRAM-SHA-1'>biwsbj1hLHI9Yg==</auth>`

/** What goes wrong on a stream whose resource is bound, by the condition that RFC 6120 4.9.3 has for it. */
const BOUND = {
  'bad-format/text': 'hello',
  'bad-format/character-data': '<![CDATA[hello]]>',
  'bad-namespace-prefix/stanza': "<c:message xmlns:c='jabber:client'/>",
  'bad-namespace-prefix/content': "<message><c:body xmlns:c='jabber:client'>hello</c:body></message>",
  'invalid-from/somebody-else': "<message from='somebody@else.invalid/there'><body>hello</body></message>",
  'invalid-from/empty': "<message from=''><body>hello</body></message>",
  'invalid-namespace/of-servers': "<message xmlns='jabber:server'><body>hello</body></message>",
  'invalid-xml/type': "<iq type='neither' id='x'><query xmlns='jabber:iq:roster'/></iq>",
  'not-authorized/sasl-again': SASL,
  'not-well-formed/overlap': '<message><body>hello</message></body>',
  'not-well-formed/no-such-end': '</message>',
  'not-well-formed/prefix': '<message><x:body>hello</x:body></message>',
  'not-well-formed/attribute-twice': "<message type='chat' type='chat'/>",
  'not-well-formed/no-quotes': '<message type=chat/>',
  'not-well-formed/control-character': '<message><body>\u0001</body></message>',
  'not-well-formed/reference-to-nul': '<message><body>&#0;</body></message>',
  'not-well-formed/ampersand': '<message><body>a & b</body></message>',
  'restricted-xml/comment': '<!-- hello -->',
  'restricted-xml/comment-in-stanza': '<message><body>a<!-- b --></body></message>',
  'restricted-xml/processing-instruction': '<?hello there?>',
  'restricted-xml/entity': '<message><body>&hello;</body></message>',
  'unsupported-encoding/not-utf-8': Buffer.from('<message><body>\xff\xfe</body></message>', 'latin1'),
  'unsupported-stanza-type/unheard-of': '<pubsub/>',
  'unsupported-stanza-type/namespace': "<message xmlns='urn:xmpp-assay:unheard-of'/>",
  'unsupported-stanza-type/features': '<stream:features/>',
} as const

/** What goes wrong before SASL: nothing but negotiation is in order there (RFC 6120 4.3.5). */
const OPEN = {
  'not-authorized/message': "<message to='somebody@else.invalid'><body>hello</body></message>",
  'not-authorized/presence': '<presence/>',
  'not-authorized/roster': "<iq type='get' id='x'><query xmlns='jabber:iq:roster'/></iq>",
  'not-well-formed/overlap': '<message><body>hello</message></body>',
  'restricted-xml/comment': '<!-- hello -->',
} as const

// RFC 6120 4.9.1.1 and 4.9.2, whatever the reason is.
const bound: Scenario[] = Object.entries(BOUND).map(([what, data]) =>
  scenario(
    `streams/errors/bound/${what}`,
    {
      proves: ['RFC6120-4.9.1.1-a', 'RFC6120-4.9.2-a'],
      role: 'server',
      parameters: { data: String(data) },
    },
    async (world) => {
      const { bounds } = world.subject
      const raw = await world.authenticated(await world.account('client'), 'client')
      await requestBinding(raw, { id: world.mark() }, bounds.login)
      world.step('write what has no place on the stream, and a request behind it')
      const until = world.mark()
      raw.send(data)
      raw.send(`<iq type='get' id='${until}'><ping xmlns='${NS.ping}'/></iq>`)
      const seen = await raw.receive((e) => e.is('error', NS.stream) || e.attrs.id === until, bounds.route)
      if (seen?.is('error', NS.stream)) await raw.streamEnded(bounds.close)
      await raw.close(bounds.close)
      for (const [requirement, asks] of [
        ['RFC6120-4.9.1.1-a', 'close'],
        ['RFC6120-4.9.2-a', 'syntax'],
      ] as const)
        world.check(requirement, {
          judge: 'stream-error',
          args: { at: raw.id, asks, until, within: bounds.close },
        })
    },
  ),
)

const open: Scenario[] = Object.entries(OPEN).map(([what, data]) =>
  scenario(
    `streams/errors/open/${what}`,
    { proves: ['RFC6120-4.9.1.1-a', 'RFC6120-4.9.2-a'], role: 'server', parameters: { data } },
    async (world) => {
      const { bounds, domain } = world.subject
      const raw = await world.raw('client')
      raw.open(domain)
      await raw.expect('stream features', (e) => e.is('features', NS.stream), bounds.login)
      world.step('write what has no place on the stream')
      raw.send(data)
      const seen = await raw.receive((e) => e.is('error', NS.stream), bounds.route)
      if (seen !== undefined) await raw.streamEnded(bounds.close)
      await raw.close(bounds.close)
      for (const [requirement, asks] of [
        ['RFC6120-4.9.1.1-a', 'close'],
        ['RFC6120-4.9.2-a', 'syntax'],
      ] as const)
        world.check(requirement, { judge: 'stream-error', args: { at: raw.id, asks, within: bounds.close } })
    },
  ),
)

export const errors: Scenario[] = [...bound, ...open]
