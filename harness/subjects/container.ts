import type { StartedTestContainer } from 'testcontainers'
import type { Clock } from '../core/clock.js'
import { unavailableError, usageError } from '../core/exit.js'
import type { Endpoint } from '../core/link.js'
import { tcpNetwork } from '../net/network.js'
import { commandAdmin } from './container-admin.js'
import { launch } from './container-launch.js'
import { ContainerParts } from './container-parts.js'
import { ensureImage, findEngine, interrupted, sweep } from './engine.js'
import { containerIds, loadManifest } from './manifest.js'
import type { ContainerManifest } from './manifest-schema.js'
import { pickVersion } from './pick-version.js'
import { type Offer, probe, troubleAt } from './probe.js'
import { registersAccounts } from './registration.js'
import { testResetPath } from './reset-path.js'
import type { Specifier } from './specifier.js'
import type { Subject } from './subject.js'
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
  const manifest = manifestOf(specifier)
  const version = pickVersion(manifest.id, specifier.version, manifest.versions)
  const parts = new ContainerParts(await findEngine())
  const remove = () => parts.remove().catch(() => undefined)
  interrupt.addEventListener('abort', remove)
  try {
    if (interrupt.aborted) throw interrupted()
    await Promise.all([sweep(interrupt), ensureImage(`${manifest.id}:${version}`, interrupt)])
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

async function bringUp(
  { text }: Specifier,
  manifest: ContainerManifest,
  version: string,
  parts: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<Subject> {
  const { domain, port, bounds } = manifest
  const image = `${manifest.image}:${version}`
  const environment = fillIn(manifest.environment, domain)
  const container = await launch({ image, port, environment, ready: manifest.ready }, parts, clock, interrupt)
  const { endpoint, offer, how } = await reach(container, parts, manifest, clock, interrupt)
  const far = {
    port,
    read: async () =>
      (await container.exec(['cat', '/proc/net/tcp', '/proc/net/tcp6', '/proc/net/snmp'])).stdout,
  }
  const [own, resetPath, { Id }] = await Promise.all([
    ownVersion(container, manifest),
    testResetPath(far, endpoint, domain, clock),
    parts.client.container.dockerode.getImage(image).inspect(),
  ])
  const security = offer.starttls ? 'tls' : 'clear'
  let stopping: Promise<void> | undefined
  return {
    facts: {
      specifier: text,
      name: manifest.name,
      version: own ?? version,
      carrier: 'container',
      domain,
      notes: [
        `Connected to ${endpoint.host}:${endpoint.port}, ${how}.`,
        `Image ${image}, ${Id}; engine ${parts.client.info.containerRuntime.serverVersion}.`,
        ...(own === version ? [] : [`The image is for ${version}; the subject says ${own ?? 'nothing'}.`]),
        resetPath.how,
      ],
    },
    endpoint,
    network: tcpNetwork,
    clock,
    domain,
    security,
    bounds,
    resetPath,
    accounts: registersAccounts({ endpoint, domain, security, clock, ms: bounds.login }, (wish) => wish),
    admin: commandAdmin(manifest.admin, (command) => container.exec(command)),
    mostJobs: Number.POSITIVE_INFINITY,
    memory: () => parts.memory(),
    trouble: async () => (await parts.trouble()) ?? (await troubleAt(endpoint, domain, clock)),
    stop: () => {
      stopping ??= parts.remove()
      return stopping
    },
  }
}

/** Finds a way to the subject: the container's own address where that is reachable, else a published port. */
async function reach(
  container: StartedTestContainer,
  parts: ContainerParts,
  { port, domain }: ContainerManifest,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<{ endpoint: Endpoint; offer: Offer; how: string }> {
  const answers = async (endpoint: Endpoint, how: string, ms: number) => {
    const attempt = () => probe(endpoint, domain, clock, ms)
    const offer = await until(attempt, { clock, ms, pause: 50, interrupt })
    return { endpoint, offer: offer!, how }
  }
  if (process.platform === 'linux') {
    const own = { host: container.getIpAddress(parts.name), port }
    const direct = await answers(own, "the container's own address", 3000).catch(() => undefined)
    if (direct !== undefined) return direct
  }
  const published = { host: container.getHost(), port: container.getMappedPort(port) }
  try {
    return await answers(published, 'a port that the container engine publishes', 10_000)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const [last] = (await parts.lastLines()).slice(-1)
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

function fillIn(environment: Record<string, string>, domain: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([k, v]) => [k, v.replaceAll('{domain}', domain)]),
  )
}
