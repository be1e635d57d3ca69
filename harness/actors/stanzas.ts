import type { Element } from 'ltx'
import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'

/** The parts of a message that a script chooses. */
export interface MessageParts {
  to?: string
  from?: string
  /** Message type; absent means normal (RFC 6121 5.2.2). */
  type?: string
  body?: string
  id?: string
  payload?: Element[]
}

/** The parts of a presence that a script chooses. */
export interface PresenceParts {
  to?: string
  from?: string
  type?: string
  /** An integer from -128 to 127, or any text for illegal ones (RFC 6121 4.7.2.3). */
  priority?: number | string
  show?: string
  status?: string
  id?: string
  payload?: Element[]
}

/** The mark by which judges recognise a stanza whatever happens to its id. */
export const markElement = (id: string): Element => el('mark', { xmlns: NS.assay, id })

/**
 * A message with `mark` as its mark, and as its id unless another is given. One of type error carries the error
 * child that it must have (RFC 6120 8.3.1).
 */
export function message(mark: string, { to, from, type, body, id, payload = [] }: MessageParts): Element {
  return el(
    'message',
    { to, from, type, id: id ?? mark },
    body === undefined ? undefined : el('body', {}, body),
    ...payload,
    type === 'error' ? el('error', { type: 'cancel' }, el('gone', { xmlns: NS.stanzaErrors })) : undefined,
    markElement(mark),
  )
}

/** A presence with `mark` as its mark and id. */
export function presence(mark: string, parts: PresenceParts): Element {
  const { to, from, type, priority, show, status, id, payload = [] } = parts
  return el(
    'presence',
    { to, from, type, id: id ?? mark },
    show === undefined ? undefined : el('show', {}, show),
    status === undefined ? undefined : el('status', {}, status),
    priority === undefined ? undefined : el('priority', {}, String(priority)),
    ...payload,
    markElement(mark),
  )
}

/** An IQ of `type` with the children given, or with the harness's own payload. */
export function iq(
  mark: string,
  parts: { to?: string; from?: string; type?: string; id?: string; payload?: Element[] },
): Element {
  const { to, from, type = 'get', id, payload } = parts
  return el(
    'iq',
    { to, from, type, id: id ?? mark },
    ...(payload ?? [el('probe', { xmlns: NS.assay, id: mark })]),
  )
}
