import { el, markElement, NS, none, once, type Scenario, scenario } from '../../harness/index.js'

export const closing: Scenario[] = [
  scenario(
    'redirect/closing',
    { proves: ['RFC6120-4.9.3.19-a'], role: 'server', needs: ['redirect'] },
    async (world) => {
      const peer = await world.start(await world.account('peer'), { as: 'peer', priority: 0 })
      const { login, route, close } = world.subject.bounds
      const { raw, jid } = await world.bound(await world.account('client'), 'client')

      world.step('redirect a session')
      const redirected = raw.receive((e) => e.is('error', NS.stream), login + route)
      const [mark, request, until] = [world.mark(), world.mark(), world.mark()]
      // At once: the server waits a moment at most for what is still under way.
      const insisted = redirected.then(async () => {
        world.step('send stanzas all the same, and only then the closing tag')
        const ping = el('ping', { xmlns: NS.ping })
        raw.send(String(el('message', { to: peer.jid, id: mark }, markElement(mark))))
        raw.send(String(el('iq', { type: 'get', id: request }, ping)))
        raw.send(String(el('iq', { type: 'get', id: until }, ping)))
        await raw.receive((e) => e.attrs.id === until, route)
        raw.send('</stream:stream>')
        await raw.ended(close)
      })
      await Promise.all([world.order('redirect', { jid, target: 'node2.example:9222' }), insisted])

      const redirect = { name: 'error', ns: NS.stream, condition: 'see-other-host' }
      const where = { at: raw.id, after: { ordered: 'redirect' } } as const
      world.check('RFC6120-4.9.3.19-a', once('The stream is closed with see-other-host.', redirect, where))
      world.check('RFC6120-4.9.3.19-a', { judge: 'closing', args: { at: raw.id, asks: 'silence' } })
      const answer = { name: 'iq', attrs: { id: request } }
      const behind = { at: raw.id, after: { received: redirect }, until }
      world.check('RFC6120-4.9.3.19-a', none('No request behind it is answered.', answer, behind))
      const delivered = { at: peer.id, after: { mark }, until: await peer.barrier() }
      const says = 'No message behind it is delivered.'
      world.check('RFC6120-4.9.3.19-a', none(says, { name: 'message', mark }, delivered))
    },
  ),
]
