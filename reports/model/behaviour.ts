import type {
  Choice,
  ServerEnd,
  SessionEnd,
  TakenBranch,
  TimeToNotice,
} from '../../harness/core/behaviour.js'

/** How each kind of end reads. */
export const ENDS: Record<SessionEnd | ServerEnd, string> = {
  unavailable: 'unavailable presence',
  close: 'closing tag',
  'stream-error': 'stream error of the client',
  fin: 'TCP closed (FIN)',
  reset: 'TCP reset (RST)',
  kick: 'ended by an administrator',
  silence: 'silence (client hangs, TCP stays)',
  'black-hole': 'black hole (all packets are lost)',
  'server-stop': 'server stopped, to its own clients',
  'server-kill': 'server killed, to its own clients',
}

/** Several branches of one scenario as one wording. */
export const wording = ({ branches }: TakenBranch): string => branches.join(' / ')

/** The scenarios of a choice by the branch taken, the most frequent first. */
export function byBranch({ taken }: Choice): [branch: string, taken: TakenBranch[]][] {
  const groups = new Map<string, TakenBranch[]>()
  for (const each of taken) groups.set(wording(each), [...(groups.get(wording(each)) ?? []), each])
  return [...groups].sort(([, a], [, b]) => b.length - a.length)
}

/** Milliseconds as people compare them: two significant digits at least, none behind the point from 100 on. */
export function milliseconds(ms: number): string {
  if (ms >= 100) return `${Math.round(ms)} ms`
  return `${ms >= 10 ? ms.toFixed(0) : ms.toFixed(1)} ms`
}

/** `1`, or `1 to 2` where it varies. */
export function copiesText({ copies: { least, most } }: TimeToNotice): string {
  return least === most ? `${least}` : `${least} to ${most}`
}
