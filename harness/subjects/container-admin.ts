import type { Admin, Verb } from '../core/admin.js'
import { VERBS } from '../core/admin.js'
import { fillIn } from './placeholders.js'

/** Runs a command in a container. */
export type Exec = (command: string[]) => Promise<{ exitCode: number; output: string }>

/**
 * Carries out orders by the commands that a manifest names for verbs; `{jid}`, `{local}`, `{domain}`, `{resource}`
 * and `{target}` are filled in. An order rejects when its command fails, with what the command printed.
 * @param domain of the subject, for orders that name none
 */
export function commandAdmin(
  commands: Readonly<Record<string, readonly string[]>>,
  domain: string,
  exec: Exec,
): Admin {
  const entries = [...VERBS.ofOneSession, ...VERBS.ofAll].flatMap((verb): [Verb, unknown][] => {
    const words = commands[verb]
    return words === undefined
      ? []
      : [[verb, (order: object) => carryOut(verb, words, valuesOf(order, domain), exec)]]
  })
  return Object.fromEntries(entries) as Admin
}

/** Carries out orders on a cluster: about one session at its first node, about all at every node. */
export function adminOfNodes(nodes: readonly Admin[]): Admin {
  const [first = {}] = nodes
  const everywhere = VERBS.ofAll.flatMap((verb): [Verb, unknown][] =>
    first[verb] === undefined
      ? []
      : [
          [
            verb,
            (order: never) => Promise.all(nodes.map((node) => node[verb]?.(order))).then(() => undefined),
          ],
        ],
  )
  return { ...first, ...(Object.fromEntries(everywhere) as Admin), ...drains(nodes) }
}

/** A drain of one node of several, where their commands can drain. */
function drains(nodes: readonly Admin[]): Admin {
  const [first = {}] = nodes
  if (nodes.length < 2 || first.drain === undefined || first.undrain === undefined) return {}
  return {
    'drain-node': async ({ node, target }) => nodes[node - 1]?.drain?.({ target }),
    'undrain-node': async ({ node }) => nodes[node - 1]?.undrain?.({}),
  }
}

async function carryOut(
  verb: Verb,
  words: readonly string[],
  values: Record<string, string>,
  exec: Exec,
): Promise<void> {
  const command = words.map((word) => fillIn(word, values))
  const { exitCode, output } = await exec(command)
  if (exitCode === 0) return
  throw new Error(`The admin verb "${verb}" failed with exit code ${exitCode}: ${output.trim()}`)
}

function valuesOf(order: object, subject: string): Record<string, string> {
  const values = { ...order } as Record<string, string>
  const [, local = '', domain = subject, resource = ''] =
    /^([^@]*)@([^/]*)\/(.*)$/su.exec(values.jid ?? '') ?? []
  return { local, domain, resource, ...values }
}
