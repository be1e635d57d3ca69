import { usageError } from '../core/exit.js'

/** A parsed subject specifier `kind:id[@version][?key=value]`. */
export interface Specifier {
  text: string
  kind: 'embedded' | 'sim' | 'container' | 'address'
  /** Variant, image family or `host[:port]`; empty for the plain reference. */
  id: string
  version?: string
  options: Map<string, string>
}

const OPTIONS: Record<Specifier['kind'], string[]> = {
  embedded: ['nodes', 'tls'],
  sim: ['latency', 'nodes', 'tls'],
  container: ['patch', 'tuned'],
  address: ['domain', 'accounts', 'rst', 'tls'],
}

/**
 * Reads a subject specifier.
 * @throws UserError (64) that names the part that is wrong and what is possible
 */
export function parseSpecifier(text: string): Specifier {
  const question = text.indexOf('?')
  const [head, query] = question < 0 ? [text, ''] : [text.slice(0, question), text.slice(question + 1)]
  const colon = head.indexOf(':')
  const [kind, rest] = colon < 0 ? [head, ''] : [head.slice(0, colon), head.slice(colon + 1)]
  if (!isKind(kind))
    throw usageError(
      `The subject "${text}" begins with "${kind}", which is no carrier; use embedded, sim, container:<image> or address:<host>[:port].`,
    )
  const at = kind === 'container' ? rest.indexOf('@') : -1
  const [id, version] = at < 0 ? [rest, undefined] : [rest.slice(0, at), rest.slice(at + 1)]
  if (kind !== 'embedded' && kind !== 'sim' && id === '')
    throw usageError(`The subject "${text}" lacks what comes after "${kind}:"; see "assay list subjects".`)
  return {
    text,
    kind,
    id,
    ...(version === undefined ? {} : { version }),
    options: readOptions(text, kind, query),
  }
}

const isKind = (text: string): text is Specifier['kind'] => Object.hasOwn(OPTIONS, text)

function readOptions(text: string, kind: Specifier['kind'], query: string): Map<string, string> {
  // A plus sign stays one: values are file names, not form fields.
  const options = new Map<string, string>(new URLSearchParams(query.replaceAll('+', '%2B')))
  for (const key of options.keys())
    if (!OPTIONS[kind].includes(key)) {
      const known =
        OPTIONS[kind].length === 0 ? `${kind} takes none` : `${kind} takes ${OPTIONS[kind].join(', ')}`
      throw usageError(`The subject "${text}" has the option "${key}", but ${known}.`)
    }
  return options
}
