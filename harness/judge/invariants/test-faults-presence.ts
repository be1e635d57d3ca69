import {
  EVERY,
  type Fault,
  isBroadcastCopy,
  isClient,
  isStranger,
  isSubscriber,
  isUnavailable,
  sending,
} from './test-fault.js'
import type { Bound, ModelServer } from './test-server.js'
import { bareOf, type Stanza } from './test-stanza.js'

/** Sends something more behind each broadcast: to the targets of directed presence whom it does not reach. */
function behindBroadcasts(
  server: ModelServer,
  more: (session: Bound, stanza: Stanza, to: string) => Stanza,
): void {
  const broadcast = server.broadcast.bind(server)
  server.broadcast = (session, stanza) => {
    broadcast(session, stanza)
    for (const to of session.directed)
      for (const target of server.targetsOf(to)) {
        if (!isStranger(target, stanza)) continue
        server.took = true
        server.send(target, more(session, stanza, to))
      }
  }
}

/** Faults in who is told of presence. */
export const PRESENCE_FAULTS: Fault[] = [
  {
    name: 'tells no target of the end',
    breaks: 'INV-DP-a',
    under: EVERY,
    needs: ['back', 'back', 'back', 'close', 'reset'],
    plant: sending((session, stanza) =>
      isUnavailable(stanza) && stanza.mark === undefined && isClient(session) && !isSubscriber(session)
        ? []
        : undefined,
    ),
  },
  {
    name: 'tells twice of the end',
    breaks: 'INV-DP-b',
    under: EVERY,
    needs: ['back', 'back', 'client-ends', 'close', 'direct', 'reset', 'restart'],
    plant: sending((session, stanza) =>
      isUnavailable(stanza) && stanza.mark === undefined && isStranger(session, stanza)
        ? [stanza, stanza]
        : undefined,
    ),
  },
  {
    name: 'keeps retracted targets',
    breaks: 'INV-DP-c',
    isWithOne: true,
    under: EVERY,
    needs: ['direct', 'direct', 'retract', 'retract', 'client-ends', 'client-starts', 'back', 'back'],
    plant: (server) => {
      const retracted = new Map<Bound, Set<string>>()
      const direct = server.direct.bind(server)
      server.direct = (session, stanza) => {
        const { to = '', type } = stanza.attrs
        const own = retracted.get(session) ?? new Set<string>()
        retracted.set(session, own)
        if (type === 'unavailable' && session.directed.has(to)) own.add(to)
        else own.delete(to)
        direct(session, stanza)
      }
      const tell = server.tell.bind(server)
      server.tell = (session, stanza, wasAvailable) => {
        for (const to of retracted.get(session) ?? []) {
          const [target] = server.targetsOf(to)
          if (target === undefined || !isStranger(target, stanza)) continue
          server.took = true
          session.directed.add(to)
        }
        retracted.delete(session)
        tell(session, stanza, wasAvailable)
      }
    },
  },
  {
    name: 'tells of a break that is mended',
    breaks: 'INV-DP-d',
    isManaged: true,
    under: EVERY,
    needs: ['back', 'back', 'direct', 'reset', 'fin', 'resume', 'resume', 'resume'],
    plant: (server) => {
      const told = new Set<Bound>()
      const broken = server.broken.bind(server)
      server.broken = (session) => {
        if (session.id !== undefined && session.status !== 'gone')
          for (const to of session.directed)
            for (const target of server.targetsOf(to))
              if (
                target.link !== undefined &&
                isStranger(target, { name: 'presence', attrs: { from: session.jid } })
              ) {
                told.add(session)
                server.send(target, {
                  name: 'presence',
                  attrs: { type: 'unavailable', from: session.jid, to },
                })
              }
        broken(session)
      }
      const resume = server.resume.bind(server)
      server.resume = (session, link, h) => {
        const handled = resume(session, link, h)
        if (handled !== undefined && told.has(session)) server.took = true
        return handled
      }
    },
  },
  {
    name: 'tells of who goes on',
    breaks: 'INV-DP-e',
    under: EVERY,
    needs: ['back', 'back', 'priority', 'priority'],
    plant: (server) => {
      behindBroadcasts(server, ({ jid }, _, to) => ({
        name: 'presence',
        attrs: { type: 'unavailable', from: jid, to },
      }))
    },
  },
  {
    name: 'shows broadcasts to targets of directed presence',
    breaks: 'INV-DP-f',
    under: EVERY,
    needs: ['back', 'back', 'priority', 'priority'],
    plant: (server) => {
      behindBroadcasts(server, (_, stanza) => stanza)
    },
  },
  {
    name: 'delivers directed presence behind the end',
    breaks: 'INV-DP-g',
    under: EVERY,
    needs: ['back', 'back', 'close', 'reset', 'restart'],
    plant: (server) => {
      const last = new Map<string, Stanza>()
      const met = new Map<string, number>()
      const direct = server.direct.bind(server)
      server.direct = (session, stanza) => {
        const { to = '', type } = stanza.attrs
        if (type === undefined) last.set(session.jid, stanza)
        for (const target of server.targetsOf(to))
          met.set(`${session.jid} ${target.jid}`, (met.get(`${session.jid} ${target.jid}`) ?? 0) + 1)
        direct(session, stanza)
      }
      const end = server.end.bind(server)
      server.end = (session) => {
        const stanza = last.get(session.jid)
        const targets = [...session.directed].flatMap((to) => server.targetsOf(to))
        last.delete(session.jid)
        end(session)
        for (const target of targets) {
          const times = met.get(`${session.jid} ${target.jid}`) ?? 0
          if (stanza?.attrs.to !== target.jid || !isStranger(target, stanza)) continue
          if (target.link === undefined || times > 1) continue
          server.took = true
          server.send(target, { ...stanza, mark: `${stanza.mark}` })
        }
      }
    },
  },
  {
    name: 'remembers targets that went away',
    breaks: 'INV-DP-h',
    under: EVERY,
    needs: ['back', 'back', 'client-ends', 'client-starts', 'client-starts', 'close', 'restart'],
    plant: (server) => {
      const since = new Map<string, number>()
      server.forget = () => undefined
      const direct = server.direct.bind(server)
      server.direct = (session, stanza) => {
        since.set(`${session.jid} ${stanza.attrs.to}`, server.agenda.now)
        direct(session, stanza)
      }
      const born = new Map<Bound, number>()
      const bind = server.bind.bind(server)
      server.bind = (jid, link, id) => {
        const session = bind(jid, link, id)
        born.set(session, server.agenda.now)
        return session
      }
      const tell = server.tell.bind(server)
      server.tell = (session, stanza, wasAvailable) => {
        for (const to of session.directed) {
          const target = server.bound.get(to)
          const sent = since.get(`${session.jid} ${to}`) ?? 0
          if (target?.link !== undefined && isStranger(target, stanza) && (born.get(target) ?? 0) > sent)
            server.took = true
        }
        tell(session, stanza, wasAvailable)
      }
    },
  },
  {
    name: 'does not reflect',
    breaks: 'INV-PR-a',
    under: EVERY,
    plant: sending((session, stanza) =>
      stanza.name === 'presence' && stanza.attrs.from === session.jid && stanza.attrs.type === undefined
        ? []
        : undefined,
    ),
  },
  {
    name: 'reflects twice',
    breaks: 'INV-PR-a',
    under: EVERY,
    plant: sending((session, stanza) =>
      stanza.name === 'presence' && stanza.attrs.from === session.jid && session.id === undefined
        ? [stanza, stanza]
        : undefined,
    ),
  },
  {
    name: 'shows siblings another priority',
    breaks: 'INV-PR-b',
    under: EVERY,
    plant: sending((session, stanza) =>
      isBroadcastCopy(session, stanza) && stanza.priority !== undefined
        ? [{ ...stanza, priority: stanza.priority === 7 ? 8 : 7 }]
        : undefined,
    ),
  },
  {
    name: 'skips subscribers',
    breaks: 'INV-PR-c',
    under: EVERY,
    needs: ['priority', 'priority', 'priority'],
    plant: (server) => {
      let seen = 0
      sending((session, stanza) =>
        isSubscriber(session) &&
        isBroadcastCopy(session, stanza) &&
        stanza.priority !== undefined &&
        session.status === 'available' &&
        ++seen > 8
          ? []
          : undefined,
      )(server)
    },
  },
  {
    name: 'leaves ghosts',
    breaks: 'INV-PR-d',
    without: ['restart', 'client-ends', 'off', 'client-starts'],
    under: EVERY,
    needs: ['close', 'reset'],
    plant: sending((session, stanza) =>
      isUnavailable(stanza) &&
      stanza.mark === undefined &&
      (isSubscriber(session) || session.bare === bareOf(stanza.attrs.from ?? ''))
        ? []
        : undefined,
    ),
  },
]
