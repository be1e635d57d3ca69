declare module '@xmpp/connection-tcp' {
  /** The TCP transport of @xmpp/client; the package ships no types. */
  export default class ConnectionTCP {}
}
