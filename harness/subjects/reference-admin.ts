import {
  type BoundSession,
  parseTarget,
  type RedirectTarget,
  type ReferenceServer,
} from '../../fixtures/reference/server/index.js'
import type { Admin } from '../core/admin.js'
import type { ReferenceNodes } from './reference-nodes.js'
import type { ReferencePlace } from './reference-place.js'

/**
 * Carries out orders on a reference server. Orders reject for unknown sessions and malformed targets.
 * @param servers the server, or the nodes of the cluster that live now
 */
export function referenceAdmin(servers: () => readonly ReferenceServer[]): Admin {
  const at = (jid: string): [ReferenceServer, BoundSession] => {
    for (const node of servers())
      for (const session of boundTo(node)) if (session.jid.toString() === jid) return [node, session]
    throw new Error(`The reference has no session ${jid}.`)
  }
  return {
    redirect: async ({ jid, target }) => {
      const [node, session] = at(jid)
      node.redirect.send(session, targetOf(target))
    },
    transfer: async ({ jid, target }) => {
      const [node, session] = at(jid)
      void node.transfer.request(session, targetOf(target))
    },
    'kill-session': async ({ jid }) => {
      const [node, session] = at(jid)
      node.closing.close(session)
    },
    drain: async ({ target }) => {
      for (const node of servers()) drain(node, target)
    },
    undrain: async () => {
      for (const node of servers()) undrain(node)
    },
  }
}

/** Carries out orders about the nodes of a cluster. They reject for nodes that there aren't, or that are dead. */
export function referenceNodesAdmin(nodes: ReferenceNodes): Admin {
  return {
    'kill-node': async ({ node }) => nodes.kill(node),
    'start-node': ({ node }) => nodes.start(node),
    partition: async ({ between: [one, other] }) => nodes.partition(one, other),
    heal: async () => nodes.heal(),
    'drain-node': async ({ node, target }) => drain(nodes.node(node), target),
    'undrain-node': async ({ node }) => undrain(nodes.node(node)),
  }
}

/** Carries out orders about the one server of a place. They reject for other nodes than 1, and for a dead server. */
export function referencePlaceAdmin(place: ReferencePlace): Admin {
  return {
    'kill-node': async ({ node }) => place.kill(node),
    'stop-node': ({ node }) => place.stop(node),
    'start-node': ({ node }) => place.start(node),
    'pause-node': async ({ node }) => place.pause(node),
    'continue-node': async ({ node }) => place.continue(node),
  }
}

function drain(node: ReferenceServer, target: string): void {
  node.redirect.orders.set('authenticated', targetOf(target))
  for (const session of boundTo(node)) node.redirect.send(session, targetOf(target))
}

function undrain(node: ReferenceServer): void {
  node.redirect.orders.delete('authenticated')
}

const boundTo = (node: ReferenceServer): BoundSession[] =>
  [...node.sessions].filter((session) => session.isBound())

function targetOf(text: string): RedirectTarget {
  const target = parseTarget(text)
  if (target === undefined) throw new Error(`The reference can't redirect to "${text}".`)
  return target
}
