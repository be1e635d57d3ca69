// node dix-service.mjs [port] [certificate]: an instance of service@localhost, until Ctrl-C.
import { readFileSync } from 'node:fs'
import { serve } from 'xmpp-assay/dix'

const [port = '5222', certificate = 'server.pem'] = process.argv.slice(2)
const server = { host: '127.0.0.1', port: Number(port), trust: { ca: readFileSync(certificate, 'utf8') } }
const service = await serve({ ...server, jid: 'service@localhost', password: 'secret', priority: 100 })
service.on('opened', (client) => console.log(`${client} came`))
service.on('closed', (client) => console.log(`${client} left`))
console.log(`${service.jid} can be found`)
process.once('SIGINT', () => service.stop())
