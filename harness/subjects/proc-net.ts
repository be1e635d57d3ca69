/** One established TCP connection of a network namespace, as far as it matters here. */
export interface TcpSocket {
  localPort: number
  remotePort: number
  inode: string
}

const ESTABLISHED = '01'

/** The established connections in the text of /proc/net/tcp or /proc/net/tcp6, or of one behind the other. */
export function readSockets(text: string): TcpSocket[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/)
    const [slot = '', local = '', remote = '', state] = fields
    if (!/^\d+:$/.test(slot) || state !== ESTABLISHED) return []
    return [{ localPort: portOf(local), remotePort: portOf(remote), inode: fields[9] ?? '0' }]
  })
}

/** The other end of the connection from `ourPort` to `theirPort`, if it is among `sockets`. */
export function mirrored(sockets: TcpSocket[], theirPort: number, ourPort: number): TcpSocket | undefined {
  return sockets.find((s) => s.localPort === theirPort && s.remotePort === ourPort)
}

/**
 * A counter in the text of /proc/net/snmp, for example `Tcp` and `EstabResets`; `undefined` when it is not
 * there.
 */
export function readCounter(text: string, group: string, name: string): number | undefined {
  const [names, values] = text
    .split('\n')
    .filter((line) => line.startsWith(`${group}: `))
    .map((line) => line.split(' '))
  const value = values?.[names?.indexOf(name) ?? -1]
  return value === undefined ? undefined : Number(value)
}

function portOf(address: string): number {
  return Number.parseInt(address.slice(address.lastIndexOf(':') + 1), 16)
}
