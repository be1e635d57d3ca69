import { EventEmitter } from 'node:events'
import { StringDecoder } from 'node:string_decoder'
import type { TappedConnection } from '../net/tapped-connection.js'

/** A socket as `@xmpp/connection` wants it, over a connection that exists already. */
export interface SocketForClient extends EventEmitter {
  secure: boolean
  connect(): void
  write(data: string, done: (error?: Error) => void): void
  end(): void
}

/**
 * Makes the socket class that a transport of @xmpp/client instantiates. It hands the library whole characters:
 * the library decodes UTF-8 piece by piece, and would break one that is split over two reads.
 */
export function socketOver(connection: TappedConnection, secure: boolean): new () => SocketForClient {
  return class extends EventEmitter implements SocketForClient {
    secure = secure
    #decoder = new StringDecoder('utf8')
    #over = false

    connect(): void {
      connection.onData((bytes) => {
        if (!this.#over) this.emit('data', this.#decoder.write(bytes))
      })
      connection.onEnded(() => {
        this.#over = true
        this.emit('close', false)
      })
      queueMicrotask(() => this.emit('connect'))
    }

    write(data: string, done: (error?: Error) => void): void {
      connection.write(data)
      queueMicrotask(done)
    }

    end(): void {
      connection.fin()
    }
  }
}
