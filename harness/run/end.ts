import type { ClientActor } from '../actors/client.js'
import type { SessionEnd } from '../core/behaviour.js'
import type { Anchor } from '../judge/window.js'
import type { World } from './world.js'

/** Ends the session of `actor`, and returns the instant from which the subject can know. */
export async function endSession(world: World, actor: ClientActor, how: SessionEnd): Promise<Anchor> {
  switch (how) {
    case 'unavailable':
      return { mark: actor.presence({ type: 'unavailable' }) }
    case 'close':
      await actor.close()
      break
    case 'stream-error':
      await actor.streamError()
      break
    case 'fin':
      actor.fin()
      break
    case 'reset':
      actor.reset()
      break
    case 'silence':
      actor.silence()
      break
    case 'black-hole': {
      const { port } = actor.connection
      if (port === undefined) throw new Error(`The connection ${actor.id} has no port.`)
      // The order takes the time of a command, in which the subject must not hear anything any more.
      actor.silence('black-hole')
      await world.order('black-hole', { port })
      break
    }
    case 'kick': {
      const closed = actor.closed()
      await world.order('kill-session', { jid: actor.jid })
      await closed
      return { ordered: 'kill-session' }
    }
  }
  return { endOf: actor.id }
}
