// usage: NODE_EXTRA_CA_CERTS=<certificate> node xmpp-client.mjs <jid> <password> <host> <port> <friend>...
import { client, xml } from '@xmpp/client'

const [jid, password, host, port, ...friends] = process.argv.slice(2)
const [username, domain] = jid.split('@')
const xmpp = client({ service: `xmpp://${host}:${port}`, domain, username, password })
const greeted = new Set()

xmpp.on('error', (error) => console.error(error.message))
xmpp.on('online', async (address) => {
  console.log('online', String(address), xmpp.socket.secure ? 'TLS' : 'in clear')
  await xmpp.send(xml('iq', { type: 'get', id: 'roster' }, xml('query', 'jabber:iq:roster')))
  await xmpp.send(xml('presence'))
  for (const to of friends) await xmpp.send(xml('presence', { type: 'subscribe', to }))
})
xmpp.on('stanza', async ({ name, attrs: { from = '', type }, ...stanza }) => {
  const friend = from.split('/')[0]
  if (name === 'message') console.log('message', from, stanza.children[0]?.getText?.())
  if (name !== 'presence') return
  console.log('presence', from, type ?? 'available')
  if (type === 'subscribe') await xmpp.send(xml('presence', { type: 'subscribed', to: friend }))
  if (type !== undefined || !friends.includes(friend) || greeted.has(friend)) return
  greeted.add(friend)
  await xmpp.send(xml('message', { to: friend, type: 'chat' }, xml('body', {}, 'hello')))
})
process.once('SIGTERM', () => xmpp.stop())
await xmpp.start()
