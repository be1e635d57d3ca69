import { choosing, EVERY, type Fault, isPing, sending, toLowest } from './test-fault.js'
import type { Bound } from './test-server.js'
import { bareOf, type Stanza } from './test-stanza.js'

/** Faults in how messages are routed. */
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
