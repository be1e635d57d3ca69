import { NS } from '../wire/ns.js'
import { closureOf, type Seen } from './history.js'
import { type Judge, judgement } from './judgement.js'
import { type Anchor, barrierAt, type Window, windowOf } from './window.js'
import { child, text } from './xml.js'

/** What the judge `priorities` is asked about the priorities that an instance announced in a window. */
export interface PrioritiesArgs {
  /** The connection that is watched, `actor/epoch`. */
  at: string
  after: Anchor
  /** Id of the barrier that closes the window. */
  until?: string
  /**
   * `range`: all are integers from -128 to 127 (RFC 6121 4.7.2.3); `non-negative`: none is below 0; `steady`: none
   * differs from the one in force; `spaced`: there are no more broadcasts than one per interval, and two; `broadcast`:
   * what a directed presence says has been broadcast, too; `load`: lower when busy, higher again when idle.
   */
  asks: 'range' | 'non-negative' | 'steady' | 'spaced' | 'broadcast' | 'load'
  /** For `spaced`: least time between two announcements of load, in ms. */
  interval?: number
  /** For `load`: id of the barrier at which the instance is as busy as it gets; at `until` it is idle. */
  busy?: string
}

interface Shown {
  seen: Seen
  value: number
}

/** Priorities in a window. */
interface Course {
  window: Window
  /** The priority in force when the window opens. */
  before: Shown | undefined
  /** Those broadcast inside, in order. */
  inside: Shown[]
  /** Those that directed presence shows inside. */
  directed: Shown[]
}

interface Rule {
  says: string
  /** What is wrong, free of numbers that vary; `undefined` when nothing is; `null` when nothing can be judged. */
  problem(course: Course, args: PrioritiesArgs): { what: string; shown: Shown[] } | undefined | null
}

const RULES: Record<PrioritiesArgs['asks'], Rule> = {
  range: {
    says: 'Every priority is an integer from -128 to 127.',
    problem: ({ inside, directed }) =>
      first([...inside, ...directed], 'a priority out of range', ({ value }) => !isPriority(value)),
  },
  'non-negative': {
    says: 'No priority is below 0.',
    problem: ({ inside }) => first(inside, 'a priority below 0', ({ value }) => !(value >= 0)),
  },
  steady: {
    says: 'The priority stays as it is.',
    problem: ({ before, inside }) => {
      if (before === undefined) return null
      const other = inside.find(({ value }) => value !== before.value)
      return other && { what: 'another priority', shown: [before, other] }
    },
  },
  spaced: {
    says: 'Announcements of load are spaced.',
    problem: ({ window: { from, closed }, inside }, { interval = 0 }) => {
      if (closed === undefined || inside.length === 0) return null
      const most = 2 + Math.ceil((closed.t - from.t) / interval)
      return inside.length > most ? { what: 'a flood of announcements', shown: inside } : undefined
    },
  },
  broadcast: {
    says: 'A priority is announced by broadcast presence.',
    problem: ({ before, inside, directed, window }) => {
      if (window.closed === undefined || (inside.length === 0 && directed.length === 0)) return null
      const told = [before, ...inside].flatMap((shown) => shown?.value ?? [])
      const secret = directed.find(({ value }) => !told.includes(value))
      return secret && { what: 'a priority in directed presence only', shown: [secret] }
    },
  },
  load: {
    says: 'The priority is lower when the instance is busy, and higher again when it is idle.',
    problem: ({ before, inside, window }, { busy: id = '' }) => {
      const barrier = barrierAt(window.connection, id)
      if (before === undefined || barrier === undefined || window.closed === undefined) return null
      const { received } = window.connection
      const until = received.indexOf(barrier)
      const [base, idle] = [before, inside.at(-1) ?? before]
      const busy = inside.findLast(({ seen }) => received.indexOf(seen) < until) ?? base
      if (busy.value > base.value) return { what: 'a higher priority when busy', shown: [base, busy] }
      if (busy.value === base.value) return null
      const shown = [base, busy, idle]
      return idle.value > busy.value ? undefined : { what: 'no higher priority when idle again', shown }
    },
  },
}

/**
 * Checks the priorities of one instance. Sound: it fails on the presence that it shows, and on one that is missing
 * only where a barrier or the end of the stream closes the window.
 */
export const priorities: Judge<PrioritiesArgs> = (history, args) => {
  const { says, problem } = RULES[args.asks]
  const expected = [says]
  const window = windowOf(history, args.at, args.after, args.until)
  if (typeof window === 'string')
    return judgement('inconclusive', { expected, actual: 'not reached', explanation: window })
  const course = courseOf(window)
  const { before, inside, directed } = course
  const said = {
    expected,
    actual: `the priorities ${[before, ...inside].map((shown) => shown?.value ?? 'none').join(', ')} were broadcast`,
    evidence: [before, ...inside, ...directed].map((shown) => shown?.seen.n),
    closure: closureOf(window.connection),
  }
  const wrong = problem(course, args)
  if (wrong === null || inside.length + directed.length + (before === undefined ? 0 : 1) === 0)
    return judgement('inconclusive', {
      ...said,
      explanation: 'The instance announced nothing that could keep or break the rule.',
    })
  if (wrong === undefined) return judgement('pass', { ...said, explanation: `${says} So it is here.` })
  return judgement('fail', {
    ...said,
    evidence: wrong.shown.map(({ seen }) => seen.n),
    explanation: `${args.at}: there is ${wrong.what}. ${says}`,
    deviation: wrong.what,
  })
}

function courseOf(window: Window): Course {
  const { received } = window.connection
  const presences = (all: Seen[]) => all.filter(isAvailable)
  const start = window.received[0] === undefined ? undefined : received.indexOf(window.received[0])
  const earlier = received.filter((s, i) => (start === undefined ? s.n <= window.from.n : i < start))
  const inside = presences(window.received)
  return {
    window,
    before: shownIn(presences(earlier).filter(isBroadcast)).at(-1),
    inside: shownIn(inside.filter(isBroadcast)),
    directed: shownIn(inside.filter((s) => !isBroadcast(s) && priorityOf(s) !== undefined)),
  }
}

const isAvailable = ({ element }: Seen) => element.name === 'presence' && element.attrs.type === undefined
const isBroadcast = ({ element }: Seen) => element.attrs.to === undefined
const isPriority = (value: number) => Number.isInteger(value) && value >= -128 && value <= 127
const priorityOf = ({ element }: Seen) => child(element, 'priority', NS.client)

/** Without the element the priority is 0 (RFC 6121 4.7.2.3). */
const shownIn = (all: Seen[]): Shown[] =>
  all.map((seen) => {
    const element = priorityOf(seen)
    return { seen, value: element === undefined ? 0 : numberIn(text(element).trim()) }
  })

const numberIn = (written: string) => (/^[+-]?\d+$/u.test(written) ? Number(written) : Number.NaN)

function first(all: Shown[], what: string, isWrong: (shown: Shown) => boolean) {
  const wrong = all.find(isWrong)
  return wrong && { what, shown: [wrong] }
}
