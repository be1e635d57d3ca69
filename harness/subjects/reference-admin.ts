import {
  type BoundSession,
  parseTarget,
  type RedirectTarget,
  type ReferenceServer,
} from '../../fixtures/reference/server/index.js'
import type { Admin } from '../core/admin.js'

/** Carries out orders on the nodes of a reference server. Orders reject for unknown sessions and malformed targets. */
export function referenceAdmin(nodes: readonly ReferenceServer[]): Required<Admin> {
  const at = (jid: string): [ReferenceServer, BoundSession] => {
    for (const node of nodes)
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
      for (const node of nodes) {
        node.redirect.orders.set('authenticated', targetOf(target))
        for (const session of boundTo(node)) node.redirect.send(session, targetOf(target))
      }
    },
    undrain: async () => {
      for (const node of nodes) node.redirect.orders.delete('authenticated')
    },
  }
}

const boundTo = (node: ReferenceServer): BoundSession[] =>
  [...node.sessions].filter((session) => session.isBound())

function targetOf(text: string): RedirectTarget {
  const target = parseTarget(text)
  if (target === undefined) throw new Error(`The reference can't redirect to "${text}".`)
  return target
}
