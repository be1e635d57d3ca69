import { NS } from '../../wire/ns.js'
import type { InvariantId } from './registry.js'
import type { Bound, ModelServer } from './test-server.js'
import { bareOf, type Stanza, xmlOf } from './test-stanza.js'
import type { Action, ModelWorld } from './test-world.js'

/** A planted fault of the model: what it breaks, and how. `took` is set on the server once it has changed anything. */
export interface Fault {
  name: string
  breaks: InvariantId
  /** Policies under which it can take effect. */
  under: readonly ('one' | 'tied' | 'all')[]
  /** What has to happen often for it to take effect. */
  needs?: readonly Action['do'][]
  /** What would hide it, or make it take effect where nothing is proven. */
  without?: readonly Action['do'][]
  /** With one instance it takes effect more often. */
  isWithOne?: true
  /** Whether it is about sessions that can be resumed. */
  isManaged?: true
  plant(server: ModelServer, world: ModelWorld): void
}

const EVERY = ['one', 'tied', 'all'] as const
const isPing = ({ echo }: Stanza) => echo === 'ping'

/** Replaces the choice of receivers. */
const choosing =
  (choose: (eligible: Bound[], usual: Bound[], stanza: Stanza, server: ModelServer) => Bound[]) =>
  (server: ModelServer): void => {
    const usual = server.choose.bind(server)
    server.choose = (eligible, stanza) => {
      const right = usual(eligible, stanza)
      const chosen = choose(eligible, right, stanza, server)
      if (chosen.length !== right.length || chosen.some((s) => !right.includes(s))) server.took = true
      return chosen
    }
  }

const lowest = (eligible: Bound[]) => {
  const least = Math.min(...eligible.map(({ priority }) => priority))
  return eligible.filter(({ priority }) => priority === least)
}

const priorityOf = (all: Bound[]) => Math.max(...all.map(({ priority }) => priority))

const toLowest = choosing((eligible, usual, stanza) =>
  isPing(stanza) && priorityOf(lowest(eligible)) < priorityOf(usual) ? lowest(eligible).slice(0, 1) : usual,
)

/** Replaces what is sent, one stanza by any number. */
const sending =
  (change: (session: Bound, stanza: Stanza, server: ModelServer) => Stanza[] | undefined) =>
  (server: ModelServer): void => {
    const usual = server.send.bind(server)
    server.send = (session, stanza) => {
      const changed = session.link === undefined ? undefined : change(session, stanza, server)
      if (changed === undefined) return usual(session, stanza)
      server.took = true
      for (const item of changed) usual(session, item)
    }
  }

const isUnavailable = ({ name, attrs: { type } }: Stanza) => name === 'presence' && type === 'unavailable'
const isClient = ({ bare }: Bound) => bare.startsWith('c')
const isBroadcastCopy = (session: Bound, { name, attrs: { from, type } }: Stanza) =>
  name === 'presence' && type === undefined && from !== session.jid

export const ROUTING_FAULTS: Fault[] = [
  {
    name: 'routes to negative priorities',
    breaks: 'INV-RT-a',
    under: EVERY,
    plant: choosing((_, usual, { attrs: { to = '' } }, server) => {
      const negative = server.sessionsOf(bareOf(to)).find((s) => s.status === 'available' && s.priority < 0)
      return negative === undefined ? usual : [negative]
    }),
  },
  {
    name: 'routes to who became unavailable',
    breaks: 'INV-RT-a',
    under: EVERY,
    needs: ['off', 'ping'],
    plant: choosing((_, usual, { attrs: { to = '' } }, server) => {
      const connected = server.sessionsOf(bareOf(to)).find((s) => s.status === 'connected')
      return connected === undefined ? usual : [connected]
    }),
  },
  { name: 'routes to the lowest', breaks: 'INV-RT-b', under: ['one', 'tied'], plant: toLowest },
  { name: 'routes to the lowest', breaks: 'INV-RT-f', under: ['one', 'tied'], plant: toLowest },
  {
    name: 'drops messages',
    breaks: 'INV-RT-c',
    under: EVERY,
    plant: choosing((_, usual, stanza) => (isPing(stanza) ? [] : usual)),
  },
  {
    name: 'returns what it delivers',
    breaks: 'INV-RT-d',
    under: EVERY,
    plant: (server) => {
      const usual = server.choose.bind(server)
      server.choose = (eligible, stanza) => {
        const sender = server.bound.get(stanza.attrs.from ?? '')
        if (sender !== undefined) server.took = true
        server.bounce(sender, stanza)
        return usual(eligible, stanza)
      }
    },
  },
  {
    name: 'delivers twice',
    breaks: 'INV-RT-e',
    under: EVERY,
    plant: sending((_, stanza) => (isPing(stanza) ? [stanza, stanza] : undefined)),
  },
  {
    name: 'changes the id',
    breaks: 'INV-RT-e',
    under: EVERY,
    plant: sending((_, stanza) =>
      isPing(stanza) ? [{ ...stanza, attrs: { ...stanza.attrs, id: 'other' } }] : undefined,
    ),
  },
  {
    name: 'changes its policy',
    breaks: 'INV-RT-g',
    under: ['tied', 'all'],
    needs: ['ping', 'ping', 'priority'],
    plant: (server) => {
      let choices = 0
      choosing((_, usual, { attrs }) => {
        if (attrs.type === undefined && usual.length > 1) choices += 1
        return choices > 5 && usual.length > 1 && attrs.type === undefined ? usual.slice(0, 1) : usual
      })(server)
    },
  },
  {
    name: 'goes back to the former state',
    breaks: 'INV-RT-h',
    under: ['one'],
    needs: ['glimpse', 'glimpse'],
    plant: (server) => {
      let former: Map<Bound, number> = new Map()
      let since = 0
      let pings = 0
      const usualBroadcast = server.broadcast.bind(server)
      server.broadcast = (session, stanza) => {
        former = new Map(
          [...server.bound.values()].map((s) => [s, s.status === 'available' ? s.priority : -1]),
        )
        since = server.agenda.now
        pings = 0
        usualBroadcast(session, stanza)
      }
      choosing((eligible, usual, stanza) => {
        if (!isPing(stanza) || server.agenda.now > since + 280 || ++pings !== 2) return usual
        const highest = Math.max(...eligible.map((s) => former.get(s) ?? -1))
        const old = eligible.filter((s) => highest >= 0 && former.get(s) === highest)
        const isOther = old.length === 1 && usual.length === 1 && old[0] !== usual[0]
        const isTied = eligible.filter((s) => s.priority === usual[0]?.priority).length > 1
        return isOther && !isTied ? old : usual
      })(server)
    },
  },
  {
    name: 'forgets the own presence',
    breaks: 'INV-RT-i',
    under: EVERY,
    needs: ['self', 'self'],
    plant: choosing((eligible, usual, { attrs: { from = '', to = '' } }) =>
      bareOf(from) === to &&
      usual.some(({ jid }) => jid === from) &&
      (eligible.length === 1 || usual.length === eligible.length)
        ? []
        : usual,
    ),
  },
  {
    name: 'delivers out of order',
    breaks: 'INV-RT-j',
    under: EVERY,
    needs: ['burst', 'burst'],
    plant: (server) => {
      const held = new Map<Bound, Stanza>()
      const usual = server.send.bind(server)
      server.send = (session, stanza) => {
        const first = held.get(session)
        if (first !== undefined && stanza.name === 'message' && stanza.attrs.from === first.attrs.from) {
          held.delete(session)
          server.took = true
          usual(session, stanza)
          usual(session, first)
        } else if (isPing(stanza) && first === undefined) {
          held.set(session, stanza)
          server.agenda.after(15, () => {
            if (held.get(session) !== stanza) return
            held.delete(session)
            usual(session, stanza)
          })
        } else usual(session, stanza)
      }
    },
  },
  {
    name: 'leaves one out',
    breaks: 'INV-RT-k',
    under: ['tied', 'all'],
    needs: ['ping'],
    plant: choosing((_, usual, stanza) => (isPing(stanza) && usual.length > 1 ? usual.slice(1) : usual)),
  },
  {
    name: 'sends on what is for a full JID',
    breaks: 'INV-RT-l',
    under: EVERY,
    needs: ['request', 'reset', 'close', 'request'],
    plant: (server) => {
      server.toFull = (stanza, absent) => {
        const { to = '' } = stanza.attrs
        const target = server.bound.get(to)
        const [sibling] = server.sessionsOf(bareOf(to)).filter(({ jid }) => jid !== to)
        if (target === undefined && sibling !== undefined && stanza.name === 'message') {
          server.took = true
          server.send(sibling, stanza)
        } else if (target === undefined) absent()
        else server.send(target, stanza)
      }
    },
  },
  {
    name: 'delivers groupchat',
    breaks: 'INV-RT-m',
    under: EVERY,
    needs: ['groupchat'],
    plant: (server) => {
      const usual = server.toBare.bind(server)
      server.toBare = (sender, account, stanza) => {
        const [first] = server.eligible(account)
        if (stanza.attrs.type !== 'groupchat' || first === undefined) return usual(sender, account, stanza)
        server.took = true
        server.send(first, stanza)
      }
    },
  },
  {
    name: 'does not return groupchat',
    breaks: 'INV-RT-m',
    under: EVERY,
    plant: (server) => {
      const usual = server.toBare.bind(server)
      server.toBare = (sender, account, stanza) => {
        if (stanza.attrs.type === 'groupchat') server.took = true
        else usual(sender, account, stanza)
      }
    },
  },
]

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
      const broadcast = server.broadcast.bind(server)
      server.broadcast = (session, stanza) => {
        broadcast(session, stanza)
        for (const to of session.directed)
          for (const target of server.targetsOf(to)) {
            if (!isStranger(target, stanza)) continue
            server.took = true
            server.send(target, { name: 'presence', attrs: { type: 'unavailable', from: session.jid, to } })
          }
      }
    },
  },
  {
    name: 'shows broadcasts to targets of directed presence',
    breaks: 'INV-DP-f',
    under: EVERY,
    needs: ['back', 'back', 'priority', 'priority'],
    plant: (server) => {
      const broadcast = server.broadcast.bind(server)
      server.broadcast = (session, stanza) => {
        broadcast(session, stanza)
        for (const to of session.directed)
          for (const target of server.targetsOf(to)) {
            if (!isStranger(target, stanza)) continue
            server.took = true
            server.send(target, stanza)
          }
      }
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

const isSubscriber = ({ bare }: Bound) => bare === 'c0@x'

/** Neither a sibling of the sender nor the one subscriber, in whichever direction. */
function isStranger(session: Bound, { attrs: { from = '' } }: Stanza): boolean {
  const [own, other] = [session.bare, bareOf(from)]
  return own !== other && own !== 'c0@x' && other !== 'c0@x'
}

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

/** Every planted fault. */
export const FAULTS: Fault[] = [...ROUTING_FAULTS, ...PONG_FAULTS, ...PRESENCE_FAULTS, ...STORAGE_FAULTS]
