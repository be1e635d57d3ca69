import type { ReferenceServer, ServerOptions } from '../../fixtures/reference/server/index.js'
import { VARIANTS } from '../../fixtures/variants/index.js'
import { isOfNodes, isServer, roleOf, type Variant } from '../../fixtures/variants/variant.js'
import type { Admin } from '../core/admin.js'
import type { Clock } from '../core/clock.js'
import { usageError } from '../core/exit.js'
import { Lender } from '../core/lender.js'
import type { Endpoint, TlsIdentity } from '../core/link.js'
import type { Random } from '../core/random.js'
import type { Role } from '../core/requirement.js'
import { toolVersion } from '../core/version.js'
import type { Network } from '../net/network.js'
import { embeddedPrograms } from './embedded-programs.js'
import { loadManifest } from './manifest.js'
import type { ReferenceManifest } from './manifest-schema.js'
import { troubleAt } from './probe.js'
import { referenceAdmin, referenceNodesAdmin, referencePlaceAdmin } from './reference-admin.js'
import { ReferenceNodes } from './reference-nodes.js'
import { ReferencePlace } from './reference-place.js'
import type { Specifier } from './specifier.js'
import type { Subject, SubjectNodes } from './subject.js'

/** The domain that the reference serves as a subject. */
export const DOMAIN = 'localhost'
const HOST = '127.0.0.1'
const MOST_NODES = 16
/** Domains that the harness can play components of, more than scenarios usually run at once. */
const COMPONENTS = Array.from({ length: 8 }, (_, index) => `component-${index + 1}.${DOMAIN}`)

/** How streams are set up: as a server would be deployed, or as fast as possible, where login is not judged. */
export type Login = 'secured' | 'quick'

/**
 * How streams are set up by the option `tls` of a specifier, or without it as `otherwise` says.
 * @throws UserError (64) for what is neither `starttls` nor `none`
 */
export function loginOf({ text, options }: Specifier, otherwise: Login): Login {
  const tls = options.get('tls')
  if (tls === undefined) return otherwise
  if (tls !== 'starttls' && tls !== 'none')
    throw usageError(`The subject "${text}" has tls=${tls}, where starttls or none is possible.`)
  return tls === 'starttls' ? 'secured' : 'quick'
}

/** What the reference as a subject stands on. */
export interface Ground {
  manifest: ReferenceManifest
  /** How it is known that a RST arrives. */
  resets: string
  clock: Clock
  random: Random
  network: Network
  /** Certificate for STARTTLS; `undefined`: streams stay in clear, and logins cost as little as possible. */
  tls: TlsIdentity | undefined
  /** Told of each build of the reference (server, client, service), before it is used. */
  made?(role: Role, build: object): void
}

/**
 * The variant that a specifier names; `undefined` for the plain reference.
 * @throws UserError (64) for an unknown variant
 */
export function variantOf({ id }: Specifier): Variant | undefined {
  const variant = VARIANTS.find((v) => v.name === id)
  if (id !== '' && variant === undefined)
    throw usageError(`There is no variant "${id}"; "assay list variants" names them all.`)
  return variant
}

/** What the repository says about the reference on `carrier`. */
export function referenceManifest(carrier: ReferenceManifest['carrier']): ReferenceManifest {
  const manifest = loadManifest(carrier)
  if (manifest.carrier === carrier) return manifest as ReferenceManifest
  throw new Error(`fixtures/subjects/${carrier}.yaml is of the carrier ${manifest.carrier}.`)
}

/**
 * Starts the reference in all its roles, or a faulty variant in the role that it is of, in this process. With the
 * option `nodes` the server is a cluster of so many, and each connection goes to another node than the one before.
 * @throws UserError (64) for an impossible number of nodes
 */
export async function startReference(
  { text, options }: Specifier,
  variant: Variant | undefined,
  { manifest, resets, clock, random, network, tls, made }: Ground,
): Promise<Subject> {
  const { carrier, bounds, kept, silence, peers, client, service } = manifest
  const setUp = tls === undefined ? { scramIterations: 1 } : { tls }
  const nodes = numberOfNodes(options.get('nodes') ?? '1')
  const secret = 'assay'
  const components = COMPONENTS.map((domain) => ({ domain, secret }))
  const keeping = kept === undefined ? {} : { streamManagement: { resumeFor: kept } }
  const common = {
    domain: DOMAIN,
    clock,
    random,
    network,
    components,
    offline: 'store' as const,
    limits: manifest.server,
    ...keeping,
    ...setUp,
  }
  if (variant !== undefined && isOfNodes(variant) && nodes === 1)
    throw usageError(`The variant "${variant.name}" is of a cluster: try ${carrier}:${variant.name}?nodes=2.`)
  const onMade = (server: ReferenceServer) => made?.('server', server)
  const serving =
    nodes === 1
      ? await oneServer(common, variant, onMade, secret)
      : await cluster({ ...common, nodes }, variant, onMade)
  const { servers, addAccount, ...parts } = serving
  let connections = 0
  let stopped = false
  return {
    facts: {
      specifier: text,
      name: variant === undefined ? 'Assay reference' : `Assay reference, variant ${variant.name}`,
      version: toolVersion(),
      carrier,
      domain: DOMAIN,
      notes: variant === undefined ? [] : [variant.says],
    },
    get endpoint() {
      const endpoints = serving.endpoints()
      return endpoints[connections++ % endpoints.length]!
    },
    network,
    clock,
    domain: DOMAIN,
    security: tls === undefined ? 'clear' : 'tls',
    bounds,
    ...(kept === undefined ? {} : { kept }),
    ...(silence === undefined ? {} : { silence }),
    resetPath: { carried: true, how: resets },
    accounts: {
      how: 'added to the server directly',
      take: async (wish) => {
        const account = { local: wish, domain: DOMAIN, password: random.token(16) }
        addAccount(account.local, account.domain, account.password)
        return account
      },
      giveBack: () => undefined,
      secrets: new Map(),
    },
    ...parts,
    admin: { ...parts.admin, ...blackHoles(network) },
    programs: embeddedPrograms({
      bounds: { ...bounds, ...peers },
      settings: { client, service },
      network,
      clock,
      random,
      variant: variant === undefined || isServer(variant) || isOfNodes(variant) ? undefined : variant,
      ...(made === undefined ? {} : { made }),
    }),
    roles: variant === undefined ? manifest.roles : [roleOf(variant)],
    mostJobs: Number.POSITIVE_INFINITY,
    // The subject is in this process, and so is the harness.
    memory: async () => process.memoryUsage.rss(),
    trouble: async () => {
      for (const endpoint of serving.endpoints()) {
        const trouble = await troubleAt(endpoint, DOMAIN, clock, network)
        if (trouble !== undefined) return trouble
      }
      return undefined
    },
    stop: async () => {
      if (stopped) return
      stopped = true
      for (const server of servers()) server.kill()
    },
  }
}

/** What serves clients, and what only one server or only a cluster has. */
interface Serving extends Pick<Subject, 'admin' | 'component'> {
  servers(): readonly ReferenceServer[]
  endpoints(): readonly Endpoint[]
  addAccount(local: string, domain: string, password: string): unknown
  nodes?: SubjectNodes
  rejoin(): Promise<void>
}

async function oneServer(
  options: ServerOptions,
  variant: Variant | undefined,
  made: (server: ReferenceServer) => void,
  secret: string,
): Promise<Serving> {
  const place = new ReferencePlace(options, HOST, (server) => {
    if (variant !== undefined && isServer(variant)) variant.patch(server)
    made(server)
  })
  await place.serve()
  const servers = () => [place.server]
  const { client, component } = place.endpoints
  return {
    servers,
    endpoints: () => [client],
    addAccount: (...account) => place.server.addAccount(...account),
    rejoin: () => place.rejoin(),
    admin: { ...referenceAdmin(servers), ...referencePlaceAdmin(place) },
    component: { endpoint: component, secret, domains: new Lender(COMPONENTS) },
  }
}

/** A cluster has no components: a component's link is at one node only, and the others don't know of it. */
async function cluster(
  options: ServerOptions & { nodes: number },
  variant: Variant | undefined,
  made: (server: ReferenceServer) => void,
): Promise<Serving> {
  const nodes = new ReferenceNodes(options, HOST, (node) => {
    if (variant !== undefined && (isServer(variant) || isOfNodes(variant))) variant.patch(node)
    made(node)
  })
  await nodes.listen()
  const servers = () => nodes.cluster.nodes
  return {
    servers,
    endpoints: () => nodes.endpoints,
    addAccount: (...account) => nodes.cluster.addAccount(...account),
    nodes,
    rejoin: () => nodes.rejoin(),
    admin: { ...referenceAdmin(servers), ...referenceNodesAdmin(nodes) },
  }
}

/** Where the network can lose packets. */
function blackHoles({ lose, carry }: Network): Admin {
  if (lose === undefined || carry === undefined) return {}
  return {
    'black-hole': async ({ port }) => lose(port),
    'end-black-hole': async ({ port }) => carry(port),
  }
}

function numberOfNodes(text: string): number {
  const nodes = Number(text)
  if (!/^\d+$/u.test(text) || nodes < 1 || nodes > MOST_NODES)
    throw usageError(`The value "${text}" of nodes is not a whole number from 1 to ${MOST_NODES}.`)
  return nodes
}
