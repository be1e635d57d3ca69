import { NS } from '../../wire/ns.js'
import { markXml } from './test-tape.js'

/** A stanza as the model server and its clients pass it. */
export interface Stanza {
  name: 'message' | 'presence' | 'iq'
  attrs: Readonly<Record<string, string | undefined>>
  mark?: string
  priority?: number
  echo?: 'ping' | 'pong'
  /** Other content, as XML. */
  inner?: string
}

/** The stanza as bytes. */
export function xmlOf({ name, attrs, mark, priority, echo, inner = '' }: Stanza): string {
  const written = Object.entries(attrs).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}='${value}'`],
  )
  const content = [
    priority === undefined ? '' : `<priority>${priority}</priority>`,
    echo === undefined ? '' : `<${echo} xmlns='${NS.dix}'/>`,
    inner,
    mark === undefined ? '' : markXml(mark),
  ].join('')
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}

/** The XEP-0203 stamp of something stored. */
export const DELAY = `<delay xmlns='${NS.delay}' stamp='2026-01-01T00:00:00Z'/>`

/** A stanza error. */
export const ERROR = `<error type='cancel'><service-unavailable xmlns='${NS.stanzaErrors}'/></error>`

export const bareOf = (jid: string) => jid.split('/')[0] as string
