import { z } from 'zod'
import { usageError } from '../core/exit.js'

const count = z.int('needs a whole number').positive('needs to be above 0')
const ms = z.number('needs milliseconds').min(0, 'needs to be 0 or more')
const oneWay = z.enum(['to-server', 'to-client'], 'needs to-server or to-client')
const direction = z.enum(['to-server', 'to-client', 'both'], 'needs to-server, to-client or both')
/** When a lasting action ends, in ms after it began: no schedule can leave a fault behind. */
const heal = z.strictObject({ ms }, 'needs the milliseconds after which it heals: { "ms": … }')

const stanza = z.strictObject(
  {
    /** Local name of the stanza. */
    name: z.string('needs a name').optional(),
    /** Attribute values; `null` means absent. */
    attrs: z.record(z.string(), z.string('needs text or null').nullable(), 'needs attributes').optional(),
  },
  'needs name, attrs or both',
)

const trigger = z.discriminatedUnion(
  'on',
  [
    /** Time since the proxy was started. A connection that comes later meets what still lasts of the action. */
    z.strictObject({ on: z.literal('start'), ms }),
    /** Time since the connection was accepted. */
    z.strictObject({ on: z.literal('connection'), ms }),
    /** Exactly so many bytes have gone this way. */
    z.strictObject({ on: z.literal('bytes'), direction: oneWay, bytes: count }),
    /** The last byte of the k-th first-level element like this has gone this way; never inside TLS. */
    z.strictObject({ on: z.literal('stanza'), direction: oneWay, nth: count, like: stanza }),
    /** The closing tag of the stream is about to go this way; never inside TLS. */
    z.strictObject({ on: z.literal('close'), direction: oneWay }),
  ],
  'needs "on": start, connection, bytes, stanza or close',
)

const action = z.discriminatedUnion(
  'do',
  [
    /** FIN after what has gone this way; what comes later is lost. */
    z.strictObject({ do: z.literal('fin'), direction }),
    /** RST to both. */
    z.strictObject({ do: z.literal('reset') }),
    /** Nothing gets through, no FIN or RST either; once healed, it arrives as if sent again by TCP. */
    z.strictObject({ do: z.literal('black-hole'), direction, heal }),
    /** One side's connection is reset, and the other isn't told until it heals. */
    z.strictObject({ do: z.literal('half-open'), gone: z.enum(['server', 'client']), heal }),
    /** Everything comes so much later, and up to `jitter` ms more, in order. */
    z.strictObject({ do: z.literal('delay'), direction, ms, jitter: ms.optional(), heal }),
    z.strictObject({ do: z.literal('bandwidth'), direction, bytesPerSecond: count, heal }),
    /** Pieces of so many bytes at most, each written by itself. */
    z.strictObject({ do: z.literal('slice'), direction, bytes: count, heal }),
    /** Bytes and FIN wait; a RST passes. */
    z.strictObject({ do: z.literal('stall'), direction, heal }),
    /** The next so many bytes arrive twice; heals by itself. */
    z.strictObject({ do: z.literal('duplicate'), direction: oneWay, bytes: count }),
    /** The next so many bytes arrive changed; heals by itself. */
    z.strictObject({ do: z.literal('corrupt'), direction: oneWay, bytes: count }),
  ],
  'needs "do": fin, reset, black-hole, half-open, delay, bandwidth, slice, stall, duplicate or corrupt',
)

const fault = z.strictObject({
  trigger,
  action,
  /** Only on the connection with this number, from 1; default: on every one. */
  connection: count.optional(),
})

const schedule = z.strictObject(
  {
    format: z.literal('assay-faults/1', 'needs to be "assay-faults/1"'),
    /** A disabled schedule is as good as none. */
    enabled: z.boolean('needs true or false').default(true),
    faults: z.array(fault, 'needs a list of faults'),
  },
  'needs to be an object with format and faults',
)

export type Trigger = z.infer<typeof trigger>
export type Action = z.infer<typeof action>
/** A trigger with the action that it sets off, at most once per connection. */
export type Fault = z.infer<typeof fault>
/** What a proxy will do, as data. */
export type Schedule = z.infer<typeof schedule>
/** One direction of a connection. */
export type OneWay = z.infer<typeof oneWay>
export type Direction = z.infer<typeof direction>

/** The schedule of a proxy that only forwards. */
export const NO_FAULTS: Schedule = { format: 'assay-faults/1', enabled: true, faults: [] }

/**
 * Reads a schedule from JSON text.
 * @param where it comes from, for the message
 * @throws UserError (64) with one sentence that names the place and what is wrong there
 */
export function parseSchedule(json: string, where: string): Schedule {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw usageError(`${where} is no JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
  const parsed = schedule.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = (issue?.path ?? []).map((part) => (typeof part === 'number' ? `[${part + 1}]` : part))
  const at = place.length === 0 ? 'the schedule' : place.join('.').replaceAll('.[', '[')
  const what =
    issue?.code === 'unrecognized_keys'
      ? `has ${issue.keys.map((key) => `"${key}"`).join(', ')}, which means nothing there`
      : (issue?.message ?? 'is wrong')
  throw usageError(`${where}: ${at} ${what}.`)
}
