// node dix-client.mjs [port] [certificate]: finds an instance of service@localhost, and uses it.
import { readFileSync } from 'node:fs'
import { discover } from 'xmpp-assay/dix'

const [port = '5222', certificate = 'server.pem'] = process.argv.slice(2)
const server = { host: '127.0.0.1', port: Number(port), trust: { ca: readFileSync(certificate, 'utf8') } }
const client = await discover({ ...server, jid: 'romeo@localhost', password: 'secret', services: ['service@localhost'] })
client.on('lost', (instance, why) => console.log(`lost ${instance}: ${why}`))
client.on('found', (instance) => console.log(`now ${instance}`))
console.log(`${client.instance} says ${await client.request('wherefore')}`)
process.once('SIGINT', () => client.end())
