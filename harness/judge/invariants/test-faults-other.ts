import { NS } from '../../wire/ns.js'
import { EVERY, type Fault, isPing, sending } from './test-fault.js'
import { bareOf, xmlOf } from './test-stanza.js'

/** Faults around pings and sessions. */
export const PONG_FAULTS: Fault[] = [
  {
    name: 'changes the id of pongs',
    breaks: 'INV-PP-a',
    under: EVERY,
    plant: sending((_, stanza) =>
      stanza.echo === 'pong' ? [{ ...stanza, attrs: { ...stanza.attrs, id: 'other' } }] : undefined,
    ),
  },
  {
    name: 'doubles pongs',
    breaks: 'INV-PP-b',
    under: EVERY,
    plant: sending((session, stanza) =>
      stanza.echo === 'pong' && session.id === undefined ? [stanza, stanza] : undefined,
    ),
  },
  {
    name: 'copies pings, and an instance answers the copy',
    breaks: 'INV-PP-d',
    under: ['one'],
    plant: (server, world) => {
      for (const instance of world.instances) instance.answersCarbons = true
      sending((session, stanza) => {
        if (!isPing(stanza)) return undefined
        const sibling = server.sessionsOf(session.bare).find((s) => s !== session && s.status === 'available')
        const reachable = world.instances.some(({ jid, isReady }) => jid === sibling?.jid && isReady)
        if (sibling === undefined || !reachable) return undefined
        const { from, to, id } = stanza.attrs
        const copy = xmlOf({ ...stanza, attrs: { xmlns: NS.client, from, to, id } })
        const inner = `<received xmlns='${NS.carbons}'><forwarded xmlns='${NS.forward}'>${copy}</forwarded></received>`
        server.send(sibling, { name: 'message', attrs: { from: session.bare, to: sibling.jid }, inner })
        return [stanza]
      })(server)
    },
  },
  {
    name: 'sends on requests, and another instance answers',
    breaks: 'INV-SE-d',
    under: EVERY,
    needs: ['request', 'reset', 'close', 'request', 'request'],
    plant: (server, world) => {
      server.toFull = (stanza, absent) => {
        const { to = '' } = stanza.attrs
        const target = server.bound.get(to)
        const sibling = world.instances.find(
          ({ jid, isReady }) => isReady && jid !== to && bareOf(jid) === bareOf(to),
        )
        const other = server.bound.get(sibling?.jid ?? '')
        const isRequest = stanza.inner?.includes('<request') === true
        if (isRequest && target === undefined && other !== undefined) {
          server.took = true
          server.send(other, stanza)
        } else if (target === undefined) absent()
        else server.send(target, stanza)
      }
    },
  },
]

/** Faults in storage and stream management. */
export const STORAGE_FAULTS: Fault[] = [
  {
    name: 'delivers stored messages twice',
    breaks: 'INV-OF-a',
    under: EVERY,
    needs: ['ping', 'off', 'close', 'restart', 'off'],
    plant: (server) => {
      const flush = server.flush.bind(server)
      server.flush = (session) => {
        const stored = server.stored.get(session.bare) ?? []
        if (stored.some(({ attrs }) => attrs.type === undefined)) server.took = true
        flush(session)
        for (const stanza of stored) server.send(session, server.delayed(stanza))
      }
    },
  },
  {
    name: 'reverses stored messages',
    breaks: 'INV-OF-b',
    under: EVERY,
    needs: ['ping', 'ping', 'off', 'off', 'off', 'close', 'priority'],
    plant: (server) => {
      const flush = server.flush.bind(server)
      server.flush = (session) => {
        const stored = server.stored.get(session.bare) ?? []
        if (stored.filter(({ attrs: { type } }) => type !== 'chat').length > 1) server.took = true
        server.stored.set(session.bare, stored.toReversed())
        flush(session)
      }
    },
  },
  {
    name: 'sends handled stanzas again',
    breaks: 'INV-SM-a',
    isManaged: true,
    under: EVERY,
    needs: ['reset', 'fin', 'resume', 'resume', 'ping'],
    plant: (server) => {
      const resume = server.resume.bind(server)
      server.resume = (session, link, h) => {
        const again = session.unacknowledged.slice(0, h - session.acknowledged)
        const handled = resume(session, link, h)
        if (
          handled === undefined ||
          !again.some(({ name, mark }) => name === 'message' && mark !== undefined)
        )
          return handled
        if (session.resumptions === 0) server.took = true
        session.resumptions += 1
        for (const stanza of again) link.push(stanza)
        return handled
      }
    },
  },
  {
    name: 'counts too many',
    breaks: 'INV-SM-b',
    isManaged: true,
    under: EVERY,
    needs: ['reset', 'fin', 'resume', 'resume'],
    plant: (server) => {
      const resume = server.resume.bind(server)
      server.resume = (session, link, h) => {
        if (session.status === 'gone') return undefined
        server.took = true
        session.handled += 100
        return resume(session, link, h)
      }
    },
  },
]
