import type { Clock } from '../core/clock.js'
import { unavailableError } from '../core/exit.js'
import { type Launched, launch, logged } from './container-launch.js'
import type { ContainerParts } from './container-parts.js'
import type { ContainerManifest } from './manifest-schema.js'
import { fillIn } from './placeholders.js'
import { until } from './until.js'

/**
 * Launches the container of a subject, or one for each node of its cluster, and makes them one server.
 * @returns at least one
 * @throws UserError (69) with what a container said when one does not start or does not join
 */
export async function launchNodes(
  image: string,
  manifest: ContainerManifest,
  parts: ContainerParts,
  clock: Clock,
  interrupt: AbortSignal,
): Promise<Launched[]> {
  const { port, domain, component, ready, environment, cluster } = manifest
  const ports = [port, component?.port ?? []].flat()
  const values = { domain, components: component?.domains.join(',') ?? '', secret: component?.secret ?? '' }
  const hosts = Array.from({ length: cluster?.nodes ?? 1 }, (_, i) => `${parts.name}-${i + 1}`)
  const launches = hosts.map((host) => {
    const all = { ...values, run: parts.name, host }
    const filled = Object.fromEntries(
      Object.entries(environment).map(([name, text]) => [name, fillIn(text, all)]),
    )
    const wish = { image, ports, ready, environment: filled }
    return launch(cluster === undefined ? wish : { ...wish, name: host }, parts, clock, interrupt)
  })
  // All have to be there or to have failed: what starts after the others were removed would stay.
  await Promise.allSettled(launches)
  const nodes = await Promise.all(launches)
  if (cluster === undefined) return nodes
  const join = cluster.join.map((word) => word.replaceAll('{first}', hosts[0]!))
  for (const node of nodes.slice(1)) {
    await run(node, join)
    if ((await logged(ready, 2, node.part, parts, clock, interrupt)) === 'late')
      throw unavailableError(`A node of ${image} did not log "${ready}" again after "${join.join(' ')}".`)
  }
  for (const node of nodes) {
    const members = async () => {
      const output = await run(node, cluster.members)
      return hosts.every((host) => output.includes(host)) ? output : undefined
    }
    if ((await until(members, { clock, ms: 10_000, pause: 200, interrupt })) === undefined)
      throw unavailableError(
        `A node of ${image} does not list ${hosts.join(' and ')} after "${join.join(' ')}".`,
      )
  }
  return nodes
}

async function run({ container }: Launched, command: string[]): Promise<string> {
  const { exitCode, output } = await container.exec(command)
  if (exitCode === 0) return output
  throw unavailableError(`"${command.join(' ')}" failed with exit code ${exitCode}: ${output.trim()}`)
}
