import { type ClientActor, el, NS, type Scenario, scenario, type World } from '../../harness/index.js'

interface Options {
  proves: string[]
  needs?: Scenario['needs']
  parameters?: unknown
}

/** A scenario on a server of several nodes, which only the profile `nodes` plays. */
export const onNodes = (
  path: string,
  { needs = [], ...options }: Options,
  play: (world: World) => Promise<void>,
): Scenario =>
  scenario(
    `nodes/${path}`,
    { ...options, role: 'server', profile: 'nodes', needs: ['nodes', ...needs] },
    play,
  )

/** Pings a service: a message to its bare JID (docs/dix.md). Returns the mark. */
export const ping = (client: ClientActor, to: string): string =>
  client.message({ to, payload: [el('ping', { xmlns: NS.dix })] })

/** Unavailable presence from a full JID. */
export const unavailable = (jid: string) => ({
  name: 'presence',
  attrs: { type: 'unavailable', from: jid },
})

/** Available presence from a full JID. */
export const available = (jid: string) => ({ name: 'presence', attrs: { type: null, from: jid } })

/**
 * Waits until the server answers for a resource that has ended, and so shows that it knows (RFC 6121 8.5.3.2.3);
 * `asking` does not need to be told by presence.
 */
export async function knownToBeGone(asking: ClientActor, gone: ClientActor): Promise<void> {
  const id = asking.iq({ to: gone.jid, type: 'get', payload: [el('ping', { xmlns: NS.ping })] })
  await asking.expect(`an answer for ${gone.jid}, which has ended`, { name: 'iq', attrs: { id } })
}
