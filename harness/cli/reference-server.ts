import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Cluster, type NodeId } from '../../fixtures/reference/cluster/index.js'
import { type ConflictPolicy, makeCertificate } from '../../fixtures/reference/server/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT, UserError, usageError } from '../core/exit.js'
import { freshSeed, seededRandom } from '../core/random.js'
import { ClusterConsole } from './cluster-console.js'
import { type Io, interrupted } from './io.js'

const HOST = '127.0.0.1'
const MOST_NODES = 16

/** Options of `assay reference server`. */
export interface ServerOptions {
  port: number
  nodes: string
  domain: string
  account: string[]
  insecurePlain?: true
  /** Where to write its certificate, for clients that verify. */
  certificate?: string
  /** Port for direct TLS (XEP-0368). */
  directTls?: number
  anonymous?: true
  conflict?: ConflictPolicy
  /** Largest stanza, in bytes. */
  maxStanza?: number
  /** Whether messages nobody can get are stored. */
  storeOffline?: true
  /** Components that may connect, as `domain:secret`. */
  component: string[]
  /** Where they connect, if there are any. */
  componentPort: number
}

/** Runs the reference server, of one or more nodes, on loopback until it is interrupted. */
export async function serve(io: Io, options: ServerOptions): Promise<number> {
  const { port, domain, account, insecurePlain, certificate, directTls, anonymous, conflict, maxStanza } =
    options
  const { storeOffline, component, componentPort } = options
  const nodes = numberOfNodes(options.nodes)
  const tls = await makeCertificate([domain], systemClock)
  if (certificate !== undefined) writeCertificate(certificate, tls.certificate)
  const cluster = new Cluster({
    nodes,
    domain,
    clock: systemClock,
    random: seededRandom(String(freshSeed())),
    tls,
    plainWithoutTls: insecurePlain ? 'allow' : 'refuse',
    registration: 'open',
    anonymous: anonymous ? 'offer' : 'refuse',
    ...(conflict === undefined ? {} : { conflict }),
    ...(maxStanza === undefined ? {} : { limits: { stanza: maxStanza } }),
    offline: storeOffline ? 'store' : 'bounce',
    components: component.map((text) => {
      const [domain, secret] = halves(text, 'The component', 'domain:secret')
      return { domain, secret }
    }),
    log: (line) => io.err(`${line}\n`),
  })
  for (const text of account) {
    const [local, password] = halves(text, 'The account', 'local:password')
    cluster.addAccount(local, domain, password)
  }
  const listen = async (id: NodeId) => {
    const place = await cluster.listen(id, { host: HOST, port: port === 0 ? 0 : port + id - 1 })
    io.out(
      `The reference server serves ${domain} at ${HOST}:${place.port}${cluster.nodes.length === 1 ? '' : ` (node ${id})`}; accounts can be registered in band. Ctrl-C ends it.\n`,
    )
  }
  for (const { id } of cluster.nodes) await listen(id)
  if (directTls !== undefined) {
    for (const node of cluster.nodes) {
      const place = { host: HOST, port: directTls === 0 ? 0 : directTls + node.id - 1 }
      const direct = await node.listen({ ...place, security: 'direct-tls' })
      io.out(`Direct TLS is at ${HOST}:${direct.port}.\n`)
    }
  }
  if (component.length > 0) {
    const { port } = await cluster.nodes[0]!.listenForComponents({ host: HOST, port: componentPort })
    io.out(`Components connect to ${HOST}:${port}.\n`)
  }
  const lines = createInterface({ input: io.input })
  const commands = new ClusterConsole(cluster, listen)
  lines.on('line', (line) => void answer(io, commands, line))
  await interrupted(io)
  lines.close()
  await cluster.close()
  return EXIT.ok
}

/** The two halves of `first:second`; @throws UserError (64) that names what it is and its form. */
function halves(text: string, what: string, form: string): [string, string] {
  const colon = text.indexOf(':')
  if (colon < 1) throw usageError(`${what} "${text}" is not of the form ${form}.`)
  return [text.slice(0, colon), text.slice(colon + 1)]
}

function writeCertificate(path: string, pem: string): void {
  try {
    writeFileSync(path, pem)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw usageError(`The certificate can't be written to ${path}: ${why}.`)
  }
}

/** Carries out one line of standard input; a mistake in it ends nothing. */
async function answer(io: Io, commands: ClusterConsole, line: string): Promise<void> {
  try {
    io.out(await commands.execute(line))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    io.err(`${error.message}\n`)
  }
}

function numberOfNodes(text: string): number {
  const nodes = Number(text)
  if (!/^\d+$/u.test(text) || nodes < 1 || nodes > MOST_NODES)
    throw usageError(`The value "${text}" of --nodes is not a whole number from 1 to ${MOST_NODES}.`)
  return nodes
}
