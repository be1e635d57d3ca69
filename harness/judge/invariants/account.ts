import { grouped } from './grouped.js'
import { isBehind, later } from './instant.js'
import type { Instant, Message, Session, Write } from './model.js'
import { firstWhere } from './sessions.js'

/** One account with its sessions, as the routing of bare JIDs sees it. */
export interface Account {
  bare: string
  sessions: Session[]
  /** Messages for its bare JID, in the order sent. */
  messages: Message[]
  /** Sessions that can exist somewhere between two instants. */
  around(from: Instant, until: Instant): Session[]
}

/** The accounts that have sessions. */
export function accountsOf(
  sessions: readonly Session[],
  messages: readonly Message[],
  slack: number,
): Map<string, Account> {
  const byAccount = grouped(
    messages.filter(({ address }) => address === 'bare'),
    ({ account }) => account,
  )
  const accounts = new Map<string, Account>()
  for (const [bare, own] of grouped(sessions, (s) => s.bare)) {
    const inOrder = own.toSorted((a, b) => a.asked.n - b.asked.n)
    const spans = spansOf(inOrder, slack)
    accounts.set(bare, {
      bare,
      sessions: inOrder,
      messages: byAccount.get(bare) ?? [],
      around(from, until) {
        const begun = firstWhere(inOrder, ({ asked }) => isBehind(asked, until))
        const open = spans.openAt(from)
        return [...open, ...inOrder.slice(spans.begunAt(from), begun)]
      },
    })
  }
  return accounts
}

/** For every instant, which of the sessions begun by then may still exist; kept for the instants at which it changes. */
function spansOf(sessions: readonly Session[], slack: number) {
  const points: { at: Instant; begun: number; open: Session[] }[] = []
  let open: Session[] = []
  for (const [index, session] of sessions.entries()) {
    open = [...open.filter((s) => !isOver(s, session.asked, slack)), session]
    points.push({ at: session.asked, begun: index + 1, open })
  }
  const pointAt = (at: Instant) => points[firstWhere(points, (p) => p.at.n > at.n) - 1]
  return {
    openAt: (at: Instant) => (pointAt(at)?.open ?? []).filter((s) => !isOver(s, at, slack)),
    begunAt: (at: Instant) => pointAt(at)?.begun ?? 0,
  }
}

const isOver = ({ writes }: Session, at: Instant, slack: number) => isProven(writes.at(-1), at, slack)

/** Whether `write` had surely taken effect, for other streams too, before `at`. */
export function isProven(write: Write | undefined, at: Instant, slack: number): boolean {
  return write?.prf !== undefined && isBehind(at, later(write.prf, slack))
}
