import { usageError } from '../core/exit.js'
import type { FlowPlaces } from '../core/results-cuts.js'
import type { Action, OneWay, Schedule } from './schedule.js'

/** Every kind of cut. A stall and a slice change nothing but time and pieces. */
export const CUT_KINDS = [
  'fin-to-server',
  'fin-to-client',
  'fin-both',
  'reset',
  'black-hole',
  'half-open-client',
  'half-open-server',
  'stall',
  'slice',
] as const
export type CutKind = (typeof CUT_KINDS)[number]

/** One cut of one connection; plain JSON. */
export interface Cut {
  /** Whose connection, and its number, from 1. */
  as: string
  connection: number
  /** Which flow is counted; the cut itself may concern the other one, or both. */
  direction: OneWay
  /** Behind the so manieth first-level element, or byte. */
  behind: { element: number } | { byte: number }
  cut: CutKind
}

/** How long a cut lasts that heals, ms. */
export interface CutTimes {
  /** Longer than anybody waits. */
  long: number
  /** Shorter than anybody waits. */
  short: number
}

/** Longer than any exchange. */
const FOR_ALL = 600_000
/** Of so many bytes are the pieces behind the byte that is sliced at. */
const PIECE = 16

/** Whether both sides must come through a cut without noticing. */
export const isHarmless = ({ cut }: Cut): boolean => cut === 'stall' || cut === 'slice'

/** What the proxy before `as` is born with. */
export function scheduleOf(cut: Cut, times: CutTimes): Schedule {
  const { connection, direction, behind } = cut
  const trigger =
    'element' in behind
      ? { on: 'stanza' as const, direction, nth: behind.element, like: {} }
      : { on: 'bytes' as const, direction, bytes: behind.byte }
  return {
    format: 'assay-faults/1',
    enabled: true,
    faults: [{ trigger, action: actionOf(cut, times), connection }],
  }
}

function actionOf({ cut, direction }: Cut, { long, short }: CutTimes): Action {
  switch (cut) {
    case 'fin-to-server':
      return { do: 'fin', direction: 'to-server' }
    case 'fin-to-client':
      return { do: 'fin', direction: 'to-client' }
    case 'fin-both':
      return { do: 'fin', direction: 'both' }
    case 'reset':
      return { do: 'reset' }
    case 'black-hole':
      return { do: 'black-hole', direction: 'both', heal: { ms: long } }
    case 'half-open-client':
      return { do: 'half-open', gone: 'client', heal: { ms: long } }
    case 'half-open-server':
      return { do: 'half-open', gone: 'server', heal: { ms: long } }
    case 'stall':
      return { do: 'stall', direction: 'both', heal: { ms: short } }
    case 'slice':
      return { do: 'slice', direction, bytes: PIECE, heal: { ms: FOR_ALL } }
  }
}

/** A cut as one word, for the command line. */
export function pathOf({ as, connection, direction, behind, cut }: Cut): string {
  const where = 'element' in behind ? `element-${behind.element}` : `byte-${behind.byte}`
  return `${as}-${connection}/${direction}/${where}/${cut}`
}

const PATH =
  /^(?<as>.+)-(?<connection>[1-9]\d*)\/(?<direction>to-server|to-client)\/(?<unit>element|byte)-(?<number>[1-9]\d*)\/(?<cut>[a-z-]+)$/u

/** @throws UserError (64) when `path` is none of {@link pathOf} */
export function cutAt(path: string): Cut {
  const { as, connection, direction, unit, number, cut } = PATH.exec(path)?.groups ?? {}
  const kind = CUT_KINDS.find((each) => each === cut)
  if (as === undefined || kind === undefined)
    throw usageError(
      `There is no cut "${path}": it is written like client-1/to-server/element-3/${CUT_KINDS[0]}.`,
    )
  const behind = unit === 'element' ? { element: Number(number) } : { byte: Number(number) }
  return { as, connection: Number(connection), direction: direction as OneWay, behind, cut: kind }
}

/** Every cut right behind a place of these flows. */
export function cutsAtPlaces(flows: readonly FlowPlaces[]): Cut[] {
  return flows.flatMap(({ as, connection, direction, places }) =>
    places.flatMap(({ at, element }) =>
      CUT_KINDS.map((cut) => {
        const behind = element === undefined ? { byte: at } : { element }
        return { as, connection, direction, behind, cut }
      }),
    ),
  )
}

/** Every byte of these flows that has no place behind it. */
export function bytesBetween(flows: readonly FlowPlaces[]): Omit<Cut, 'cut'>[] {
  return flows.flatMap(({ as, connection, direction, bytes, places }) => {
    const taken = new Set(places.map(({ at }) => at))
    const all = Array.from({ length: bytes }, (_, index) => index + 1)
    return all
      .filter((byte) => !taken.has(byte))
      .map((byte) => ({ as, connection, direction, behind: { byte } }))
  })
}
