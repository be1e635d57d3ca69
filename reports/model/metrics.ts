import type { Measured, Metrics, PingFates } from '../../harness/core/metrics.js'
import { milliseconds } from './behaviour.js'

/** How each measure reads in a line. */
export const MEASURES: Record<Measured['of'], string> = {
  notice: 'time to notice',
  failover: 'time to fail over',
  'lost-pings': 'pings lost',
}

/** How each fate of a ping reads. */
export const FATES: Record<Exclude<keyof PingFates, 'sent'>, string> = {
  delivered: 'delivered',
  stored: 'stored',
  returned: 'returned',
  lost: 'lost',
  inDoubt: 'in doubt',
  doubled: 'doubled',
  misrouted: 'misrouted',
}

/** A value with its unit. */
export const measureText = (of: Measured['of'], value: number): string =>
  of === 'lost-pings' ? `${value}` : milliseconds(value)

/** The fates that occurred, in a line. */
export function fatesText({ pings }: Metrics): string {
  const names = Object.keys(FATES) as (keyof typeof FATES)[]
  const parts = names.flatMap((name) => (pings[name] === 0 ? [] : [`${pings[name]} ${FATES[name]}`]))
  return [`${pings.sent} pings sent`, ...parts].join(', ')
}
