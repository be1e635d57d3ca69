/** The rules for whole histories that drawn workloads are judged by. */
export const HOLD = [
  'INV-RT-a',
  'INV-RT-b',
  'INV-RT-c',
  'INV-RT-d',
  'INV-RT-e',
  'INV-RT-f',
  'INV-RT-g',
  'INV-RT-h',
  'INV-RT-j',
  'INV-RT-k',
  'INV-RT-l',
  'INV-DP-a',
  'INV-DP-b',
  'INV-DP-c',
  'INV-DP-e',
  'INV-DP-f',
  'INV-DP-g',
  'INV-PR-a',
  'INV-PR-b',
  'INV-PR-d',
  'INV-OF-a',
  'INV-OF-b',
] as const

/** A server that is killed may not have written that it delivered what was stored: then that comes twice. */
export const HOLD_OVER_KILLS = HOLD.filter((id) => id !== 'INV-OF-a')
