import type { StartedTestContainer } from 'testcontainers'
import type { Clock } from '../core/clock.js'
import { unavailableError, usageError } from '../core/exit.js'
import { Lender } from '../core/lender.js'
import type { Endpoint } from '../core/link.js'
import { tcpNetwork } from '../net/network.js'
import { settling } from '../net/settling.js'
import { blackHoleAdmin, NETWORK_IMAGE } from './black-hole.js'
import { adminOfNodes, commandAdmin } from './container-admin.js'
import { ContainerCluster } from './container-cluster.js'
import type { Launched } from './container-launch.js'
import { logOfNodes } from './container-log.js'
import { launchNodes } from './container-nodes.js'
import { ContainerParts } from './container-parts.js'
import { applyPatch } from './container-patch.js'
import { ContainerServer } from './container-server.js'
import { ensureImage, findEngine, interrupted, sweep } from './engine.js'
import { containerIds, loadManifest } from './manifest.js'
import type { ContainerManifest } from './manifest-schema.js'
import { oneAtATime } from './one-at-a-time.js'
import { patchNamed } from './patch.js'
import { pickVersion } from './pick-version.js'
import { type Offer, probe, troubleAt } from './probe.js'
import { registersAccounts } from './registration.js'
import { testResetPath } from './reset-path.js'
import type { Specifier } from './specifier.js'
import type { ComponentPort, ResetPath, Subject } from './subject.js'
import { noticeOf, type TunedManifest, tune } from './tuned.js'
import { until } from './until.js'

/**
 * Starts a container of the image and version that the specifier names, and waits until it answers. When
 * `interrupt` is aborted meanwhile, nothing is left behind.
 * @throws UserError: 64 for an unknown image or version, 69 without an engine or a subject that answers,
 * 130 when interrupted
 */
export async function startContainer(
  specifier: Specifier,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<Subject> {
  const manifest = tune(manifestOf(specifier), specifier)
  const version = pickVersion(manifest.id, specifier.version, manifest.versions)
  const parts = new ContainerParts(await findEngine())
  const remove = () => parts.remove().catch(() => undefined)
  interrupt.addEventListener('abort', remove)
  try {
    if (interrupt.aborted) throw interrupted()
    const images = [
      `${imageOf(manifest)}:${version}`,
      manifest.silence === undefined ? [] : NETWORK_IMAGE,
    ].flat()
    await Promise.all([sweep(interrupt), ...images.map((image) => ensureImage(image, interrupt))])
    const subject = await bringUp(specifier, manifest, version, parts, clock, interrupt)
    if (interrupt.aborted) throw interrupted()
    return subject
  } catch (error) {
    await remove()
    throw interrupt.aborted ? interrupted() : error
  } finally {
    interrupt.removeEventListener('abort', remove)
  }
}

function manifestOf({ id }: Specifier): ContainerManifest {
  const ids = containerIds()
  const manifest = ids.includes(id) ? loadManifest(id) : undefined
  if (manifest?.carrier === 'container') return manifest
  throw usageError(`There is no container subject "${id}"; choose ${ids.join(', ')}.`)
}

/** The image's name as docker/ensure knows it. */
const imageOf = ({ image }: ContainerManifest) => image.slice(image.indexOf('/') + 1)

async function bringUp(
  { text, options }: Specifier,
  manifest: TunedManifest,
  version: string,
  parts: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<Subject> {
  const { domain, bounds, kept, settle } = manifest
  const image = `${manifest.image}:${version}`
  const wanted = options.get('patch')
  const patch = wanted === undefined ? undefined : patchNamed(manifest.id, version, wanted)
  const launched = await launchNodes(image, manifest, parts, clock, interrupt)
  if (patch !== undefined) for (const { container } of launched) await applyPatch(container, patch)
  const nodes = await Promise.all(launched.map((node) => findNode(node, parts, manifest, clock, interrupt)))
  const [first] = nodes as [Node]
  const [own, { Id }] = await Promise.all([
    ownVersion(first.container, manifest),
    parts.client.container.dockerode.getImage(image).inspect(),
  ])
  const resetPath = nodes.find((node) => !node.resetPath.carried)?.resetPath ?? first.resetPath
  const cluster = clusterOf(manifest, nodes, parts, clock, interrupt)
  const server = new ContainerServer(first, async (container) =>
    Object.assign(first, await reach(container, parts, manifest, clock, interrupt)),
  )
  const endpoints = () => cluster?.endpoints ?? [first.endpoint]
  const security: Subject['security'] = first.offer.starttls ? 'tls' : 'clear'
  const network = settle === undefined ? tcpNetwork : settling(tcpNetwork, clock, settle)
  const registrar = {
    get endpoint() {
      return endpoints()[0]!
    },
    ...{ network, domain, security, clock, ms: bounds.login },
  } as const
  const accounts = registersAccounts(registrar, (wish) => wish)
  let connections = 0
  let stopping: Promise<void> | undefined
  return {
    facts: {
      specifier: text,
      name: manifest.name,
      version: own ?? version,
      carrier: 'container',
      domain,
      notes: [
        ...manifest.notes,
        ...nodes.map(({ endpoint: { host, port }, how }) => `Connected to ${host}:${port}, ${how}.`),
        `Image ${image}, ${Id}; engine ${parts.client.info.containerRuntime.serverVersion}.`,
        ...(own === version ? [] : [`The image is for ${version}; the subject says ${own ?? 'nothing'}.`]),
        resetPath.how,
        ...(patch === undefined ? [] : [`Patched (${patch.name}): ${patch.says}`]),
      ],
    },
    image: { name: image, digest: Id },
    get endpoint() {
      const all = endpoints()
      return all[connections++ % all.length]!
    },
    network,
    clock,
    domain,
    security,
    bounds,
    ...(kept === undefined ? {} : { kept }),
    ...noticeOf(manifest),
    resetPath,
    accounts,
    admin: {
      ...adminOfNodes(
        nodes.map(({ container: node }) =>
          commandAdmin(
            manifest.admin,
            domain,
            oneAtATime((command: string[]) => node.exec(command)),
          ),
        ),
      ),
      ...(cluster ?? server).admin,
      ...(resetPath.carried && manifest.silence !== undefined
        ? blackHoleAdmin(parts, nodes, manifest.port)
        : {}),
    },
    ...(cluster === undefined ? {} : { nodes: cluster }),
    rejoin: () => (cluster ?? server).rejoin(),
    ...componentOf(manifest, first),
    mostJobs: Number.POSITIVE_INFINITY,
    memory: () => parts.memory(),
    log: (from, until) => logOfNodes(nodes, from, until),
    trouble: async () => {
      const silent = await Promise.all(endpoints().map((endpoint) => troubleAt(endpoint, domain, clock)))
      return (
        (await parts.trouble()) ??
        cluster?.trouble ??
        server.trouble ??
        silent.find((trouble) => trouble !== undefined)
      )
    },
    stop: () => {
      stopping ??= Promise.all([accounts.close?.(), parts.remove()]).then(() => undefined)
      return stopping
    },
  }
}

/** A container that answers. */
interface Node extends Way, Launched {
  resetPath: ResetPath
}

async function findNode(
  { container, part }: Launched,
  parts: ContainerParts,
  manifest: ContainerManifest,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<Node> {
  const way = await reach(container, parts, manifest, clock, interrupt)
  const far = {
    port: manifest.port,
    read: async () =>
      (await container.exec(['cat', '/proc/net/tcp', '/proc/net/tcp6', '/proc/net/snmp'])).stdout,
  }
  return {
    ...way,
    container,
    part,
    resetPath: await testResetPath(far, way.endpoint, manifest.domain, clock),
  }
}

function clusterOf(
  manifest: ContainerManifest,
  nodes: readonly Node[],
  parts: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): ContainerCluster | undefined {
  if (manifest.cluster === undefined) return undefined
  return new ContainerCluster({
    nodes,
    commands: manifest.cluster,
    run: parts.name,
    clock,
    reach: async (container) => (await reach(container, parts, manifest, clock, interrupt)).endpoint,
  })
}

/** How a container is reached, and what it offers there. */
interface Way {
  endpoint: Endpoint
  /** Where another of its ports is reached. */
  endpointOf: EndpointOf
  offer: Offer
  how: string
}

type EndpointOf = (port: number) => Endpoint

/** Finds a way to a container: the container's own address where that is reachable, else a published port. */
async function reach(
  container: StartedTestContainer,
  parts: ContainerParts,
  { port, domain }: ContainerManifest,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<Way> {
  const answers = async (endpointOf: EndpointOf, how: string, ms: number) => {
    const endpoint = endpointOf(port)
    const attempt = () => probe(endpoint, domain, clock, ms)
    const offer = await until(attempt, { clock, ms, pause: 50, interrupt })
    return { endpoint, endpointOf, offer: offer!, how }
  }
  if (process.platform === 'linux') {
    const own = (port: number) => ({ host: container.getIpAddress(parts.name), port })
    const direct = await answers(own, "the container's own address", 3000).catch(() => undefined)
    if (direct !== undefined) return direct
  }
  const published = (port: number) => ({ host: container.getHost(), port: container.getMappedPort(port) })
  try {
    return await answers(published, 'a port that the container engine publishes', 10_000)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const last = await parts.lastLine(container.getId())
    throw unavailableError(
      `The container of ${container.getName()} runs but offers no stream: ${reason} Its last log line: ${last ?? '(none)'}`,
    )
  }
}

async function ownVersion(
  container: StartedTestContainer,
  { version }: ContainerManifest,
): Promise<string | undefined> {
  const { output } = await container.exec(version.command)
  return new RegExp(version.pattern).exec(output)?.[1]
}

/** @param way to the container; another one once it was started again */
function componentOf({ component }: ContainerManifest, way: Way): { component?: ComponentPort } {
  if (component === undefined) return {}
  const { port, secret, domains } = component
  return {
    component: {
      get endpoint() {
        return way.endpointOf(port)
      },
      secret,
      domains: new Lender(domains),
    },
  }
}
