import { Cluster } from '../../fixtures/reference/cluster/index.js'
import { createServer, makeCertificate } from '../../fixtures/reference/server/index.js'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { roleOf, type ServerVariant, type Variant } from '../../fixtures/variants/variant.js'
import type { Clock } from '../core/clock.js'
import { usageError } from '../core/exit.js'
import type { Endpoint } from '../core/link.js'
import { freshSeed, seededRandom } from '../core/random.js'
import { toolVersion } from '../core/version.js'
import { tcpNetwork } from '../net/network.js'
import { embeddedPrograms } from './embedded-programs.js'
import { loadManifest } from './manifest.js'
import { troubleAt } from './probe.js'
import type { Specifier } from './specifier.js'
import type { Subject } from './subject.js'

const DOMAIN = 'localhost'
const HOST = '127.0.0.1'
const MOST_NODES = 16

/** How streams are set up: as a server would be deployed, or as fast as possible, where login is not judged. */
export type Login = 'secured' | 'quick'

/**
 * Starts the reference in all its roles, or a faulty variant in the role that it is of, in this process on
 * loopback TCP. With the option `nodes` the server is a cluster of so many, and each connection goes to another
 * node than the one before.
 * @throws UserError (64) for an unknown variant or an impossible number of nodes
 */
export async function startEmbedded(
  { text, id, options }: Specifier,
  clock: Clock,
  login: Login = 'secured',
): Promise<Subject> {
  const variant = VARIANTS.find((v) => v.name === id)
  if (id !== '' && variant === undefined)
    throw usageError(`There is no variant "${id}"; "assay list variants" names them all.`)
  const manifest = loadManifest('embedded')
  if (manifest.carrier !== 'embedded')
    throw new Error('fixtures/subjects/embedded.yaml is of another carrier.')
  const { bounds, peers, client, service } = manifest
  const random = seededRandom(String(freshSeed()))
  const setUp = login === 'secured' ? { tls: await makeCertificate([DOMAIN], clock) } : { scramIterations: 1 }
  const nodes = numberOfNodes(options.get('nodes') ?? '1')
  const common = { domain: DOMAIN, clock, random, ...setUp }
  const servers = nodes === 1 ? [createServer(common)] : new Cluster({ ...common, nodes }).nodes
  const endpoints: Endpoint[] = []
  for (const server of servers) {
    if (variant !== undefined && isServer(variant)) variant.patch(server)
    endpoints.push({ host: HOST, port: (await server.listen({ host: HOST, port: 0 })).port })
  }
  let connections = 0
  let stopped = false
  return {
    facts: {
      specifier: text,
      name: variant === undefined ? 'Assay reference' : `Assay reference, variant ${variant.name}`,
      version: toolVersion(),
      carrier: 'embedded',
      domain: DOMAIN,
      notes: variant === undefined ? [] : [variant.says],
    },
    get endpoint() {
      return endpoints[connections++ % endpoints.length]!
    },
    network: tcpNetwork,
    domain: DOMAIN,
    security: login === 'secured' ? 'tls' : 'clear',
    bounds,
    resetPath: { carried: true, how: 'The connection is loopback TCP within one process.' },
    accounts: {
      how: 'added to the server directly',
      take: async (wish) => {
        const account = { local: wish, domain: DOMAIN, password: random.token(16) }
        servers[0]!.addAccount(account.local, account.domain, account.password)
        return account
      },
      giveBack: () => undefined,
      secrets: new Map(),
    },
    programs: embeddedPrograms({
      bounds: { ...bounds, ...peers },
      settings: { client, service },
      network: tcpNetwork,
      clock,
      variant: variant === undefined || isServer(variant) ? undefined : variant,
    }),
    roles: variant === undefined ? manifest.roles : [roleOf(variant)],
    mostJobs: Number.POSITIVE_INFINITY,
    // The subject is in this process, and so is the harness.
    memory: async () => process.memoryUsage.rss(),
    trouble: () => firstTrouble(endpoints, clock),
    stop: async () => {
      if (stopped) return
      stopped = true
      for (const server of servers) server.kill()
    },
  }
}

const isServer = (variant: Variant): variant is ServerVariant => roleOf(variant) === 'server'

function numberOfNodes(text: string): number {
  const nodes = Number(text)
  if (!/^\d+$/u.test(text) || nodes < 1 || nodes > MOST_NODES)
    throw usageError(`The value "${text}" of nodes is not a whole number from 1 to ${MOST_NODES}.`)
  return nodes
}

async function firstTrouble(endpoints: Endpoint[], clock: Clock): Promise<string | undefined> {
  for (const endpoint of endpoints) {
    const trouble = await troubleAt(endpoint, DOMAIN, clock)
    if (trouble !== undefined) return trouble
  }
  return undefined
}
