import { later } from './instant.js'
import type { Directed, EndHow, Instant, Session } from './model.js'
import { endOver, type Operations, over } from './operations.js'

/** The end of a presence session: unavailable broadcast, or the end of the session itself. */
export interface Ending {
  session: Session
  how: 'unavailable' | EndHow
  inv: Instant
  /** Directed presence in force: for each address the last one, not retracted (DPset). */
  targets: Directed[]
  /** By when others must have been told; absent where nothing bounds it. */
  due?: Instant
}

/** Every end of a presence session of `session`, in order; `own` is its directed presence. */
export function endingsOf(operations: Operations, session: Session, own: readonly Directed[]): Ending[] {
  const endings: Ending[] = []
  const inForce = new Map<string, Directed>()
  const offs = session.writes.filter(({ sent, state }) => sent !== undefined && state.status === 'connected')
  const acts = [...own, ...offs].sort((a, b) => a.position - b.position)
  for (const act of acts) {
    if ('is' in act) {
      if (act.is === 'on') inForce.set(act.to, act)
      else inForce.delete(act.to)
      continue
    }
    const { unavailable } = operations.history.bounds
    const start = act.proof ?? act.inv
    const due = dueBy(start, over(operations.options, session, start.t, unavailable))
    endings.push({ session, how: 'unavailable', inv: act.inv, targets: [...inForce.values()], ...due })
    inForce.clear()
  }
  const { end } = session
  if (end === undefined) return endings
  const noticed = endOver(session, operations.history, operations.options)
  const gone = session.writes.at(-1)?.prf
  const { unavailable } = operations.history.bounds
  const due =
    noticed !== undefined
      ? dueBy(end, noticed)
      : gone && dueBy(gone, over(operations.options, session, gone.t, unavailable))
  endings.push({ session, how: end.how, inv: end, targets: [...inForce.values()], ...due })
  return endings
}

const dueBy = (from: Instant, until: number) => ({ due: later(from, until - from.t) })

/** Whether `address`, as directed presence was sent to it, means `session`. */
export const isFor = (address: string, { jid, bare }: Session): boolean => address === jid || address === bare
