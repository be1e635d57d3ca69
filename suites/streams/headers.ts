import { NS, type Scenario, scenario } from '../../harness/index.js'

// RFC 6120 4.7: the header that answers a client's, and 4.3.3: the one that restarts the stream.
const usual = scenario(
  'streams/headers/usual',
  { proves: ['RFC6120-4.7.1-a', 'RFC6120-4.7.2-b', 'RFC6120-4.3.3-b'], role: 'server' },
  async (world) => {
    const { domain } = world.subject
    world.step('negotiate a stream up to binding, without saying who opens it')
    const raw = await world.authenticated(await world.account('client'), 'client')
    for (const [requirement, asks] of [
      ['RFC6120-4.7.1-a', 'from'],
      ['RFC6120-4.7.2-b', 'to'],
      ['RFC6120-4.3.3-b', 'restart'],
    ] as const)
      world.check(requirement, { judge: 'response-header', args: { at: [raw.id], asks, domain } })
  },
)

const named: Scenario[] = (['bare', 'full'] as const).map((jid) =>
  scenario(
    `streams/headers/from-the-${jid}-jid`,
    { proves: ['RFC6120-4.7.2-b'], role: 'server', parameters: { jid } },
    async (world) => {
      const { bounds, domain } = world.subject
      const account = await world.account('client')
      world.step(`open a stream from the ${jid} JID`)
      const raw = await world.raw('client')
      raw.open(domain, `${account.local}@${account.domain}${jid === 'full' ? '/balcony' : ''}`)
      await raw.expect('stream features', (e) => e.is('features', NS.stream), bounds.login)
      world.check('RFC6120-4.7.2-b', {
        judge: 'response-header',
        args: { at: [raw.id], asks: 'to', domain },
      })
    },
  ),
)

/** Twelve streams show an id each, and behind STARTTLS two. */
const STREAMS = Array.from({ length: 12 }, (_, i) => `stream-${i + 1}`)

// RFC 6120 4.7.3, also where nothing but an error follows.
const ids: Scenario[] = (['features', 'an-error'] as const).map((follows) =>
  scenario(
    `streams/headers/ids-before-${follows}`,
    { proves: ['RFC6120-4.7.3-a'], role: 'server', parameters: { follows } },
    async (world) => {
      const { bounds, domain } = world.subject
      const at: string[] = []
      world.step('open one stream after the other')
      for (const as of STREAMS) {
        const raw = await world.raw(as)
        raw.open(follows === 'features' ? domain : 'unknown.invalid')
        await raw.receive((e) => e.is('features', NS.stream) || e.is('error', NS.stream), bounds.login)
        raw.send('</stream:stream>')
        at.push(raw.id)
      }
      world.check('RFC6120-4.7.3-a', { judge: 'response-header', args: { at, asks: 'id', domain } })
    },
  ),
)

export const headers: Scenario[] = [usual, ...named, ...ids]
