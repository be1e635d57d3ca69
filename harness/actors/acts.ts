import { NS } from '../wire/ns.js'
import { el } from '../wire/xml.js'
import type { Act } from './negotiation.js'

/** Ends the stream with a stream error; `data` is the character data of the condition (RFC 6120 4.9.3). */
export function streamError(condition: string, data?: string): Act {
  return (stream) => {
    stream.send(el('stream:error', {}, el(condition, { xmlns: NS.streamErrors }, data)))
    stream.close()
  }
}

/** The same with this XML inside the error, as it is. */
export function rawStreamError(xml: string): Act {
  return (stream) => {
    if (!stream.isOpen) stream.open()
    stream.write(`<stream:error>${xml}</stream:error>`)
    stream.close()
  }
}

/** Writes what isn't XMPP, and ends the connection; for the stage `accepted`. */
export function speaks(bytes: string | Buffer): Act {
  return (stream) => {
    stream.connection.write(bytes)
    stream.connection.fin()
  }
}

/** Sends the subject elsewhere (RFC 6120 4.9.3.19). */
export const seeOtherHost = (target: string): Act => streamError('see-other-host', target)

/** Says nothing, and keeps the connection. */
export const silence: Act = () => undefined

/** Ends the connection with FIN, without a closing tag. */
export const fin: Act = (stream) => stream.connection.fin()

/** Breaks the connection with RST. */
export const reset: Act = (stream) => stream.connection.reset()

/** Closes the stream in order, without an error (RFC 6120 4.4). */
export const close: Act = (stream) => stream.close()

/** Refuses the login (RFC 6120 6.5); for the stage `auth`. */
export function refuseLogin(condition: string): Act {
  return (stream) => {
    stream.send(el('failure', { xmlns: NS.sasl }, el(condition)))
    stream.close()
  }
}

/** Refuses TLS (RFC 6120 5.4.2.2); for the stage `starttls`. */
export const refuseTls: Act = (stream) => {
  stream.send(el('failure', { xmlns: NS.tls }))
  stream.close()
}
