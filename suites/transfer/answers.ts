import { el, NS, once, type Scenario, scenario } from '../../harness/index.js'

const CONDITIONS = ['service-unavailable', 'feature-not-implemented', 'not-acceptable'] as const

const refused: Scenario[] = CONDITIONS.map((condition) =>
  scenario(
    `transfer/refused/${condition}`,
    { proves: ['XEP0051-3-i'], role: 'server', needs: ['transfer'], parameters: { condition } },
    async (world) => {
      const { domain, bounds } = world.subject
      const { raw, jid } = await world.bound(await world.account('client'), 'client')
      await world.order('transfer', { jid, domain, target: 'node2.example:9222' })
      const isTransfer = (e: ReturnType<typeof el>) => e.getChild('query', NS.cxfr) !== undefined
      const request = await raw.expect('the transfer', isTransfer, bounds.route)

      world.step(`refuse with ${condition}`)
      const { from, id } = request.attrs
      const error = el('error', { type: 'cancel' }, el(condition, { xmlns: NS.stanzaErrors }))
      raw.send(String(el('iq', { type: 'error', to: from, id }, error)))
      const ping = el('ping', { xmlns: NS.ping })
      const [asked, until] = [world.mark(), world.mark()]
      for (const mark of [asked, until]) {
        raw.send(String(el('iq', { type: 'get', id: mark }, ping)))
        await raw.receive((e) => e.attrs.id === mark, bounds.route)
      }
      const after = { sent: { name: 'iq', attrs: { id, type: 'error' } } }
      const answer = { name: 'iq', attrs: { id: asked, type: 'result' } }
      const says = 'The session goes on: a ping behind the refusal is answered.'
      world.check('XEP0051-3-i', once(says, answer, { at: raw.id, after, until }))
    },
  ),
)

export const answers: Scenario[] = refused
