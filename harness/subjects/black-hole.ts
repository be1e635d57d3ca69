import type { Admin } from '../core/admin.js'
import type { ContainerPart } from './container-part.js'
import type { ContainerParts } from './container-parts.js'

/** The image that packet filters are set from, as docker/ensure knows it. */
export const NETWORK_IMAGE = 'network:bookworm'

/**
 * Loses packets of single clients inside the network of a subject's containers, which themselves have neither the
 * tool nor the right to. Each client is told by its port, so that nothing between it and the subject may change that.
 * @param port that the subject listens on
 */
export function blackHoleAdmin(
  parts: ContainerParts,
  nodes: readonly { part: ContainerPart }[],
  port: number,
): Admin {
  const filter = async (action: 'append' | 'delete', client: number) => {
    const rules = [
      `INPUT -p tcp --sport ${client} --dport ${port}`,
      `OUTPUT -p tcp --sport ${port} --dport ${client}`,
    ].map((rule) => `iptables --wait --${action} ${rule} -j DROP`)
    await Promise.all(nodes.map(({ part }) => runBeside(parts, part, ['sh', '-ec', rules.join('\n')])))
  }
  return {
    'black-hole': ({ port: client }) => filter('append', client),
    'end-black-hole': ({ port: client }) => filter('delete', client),
  }
}

/** Runs a command in the network of a container, with the right to change it. */
async function runBeside(
  parts: ContainerParts,
  { container }: ContainerPart,
  command: string[],
): Promise<void> {
  const { dockerode } = parts.client.container
  const { id } = await dockerode.createContainer({
    Image: `assay/${NETWORK_IMAGE}`,
    Cmd: command,
    Labels: parts.labels,
    HostConfig: { NetworkMode: `container:${container.id}`, CapAdd: ['NET_ADMIN'] },
  })
  const beside = parts.visitor(id)
  try {
    await beside.container.start()
    const { StatusCode } = (await beside.container.wait()) as { StatusCode: number }
    if (StatusCode === 0) return
    const said = (await beside.lastLines()).join(' | ')
    throw new Error(`"${command.join(' ')}" failed with exit code ${StatusCode}: ${said}`)
  } finally {
    await beside.remove()
  }
}
