import type { AcceptedStream } from '../actors/accepted-stream.js'
import type { Clock } from '../core/clock.js'
import type { Program } from '../subjects/program.js'

/** What has to be known of a stream. */
type WalkedStream = Pick<AcceptedStream, 'isOpen' | 'isClosing'> & {
  connection: { onEnded(listener: () => void): void }
}

/** What the end of a walk along redirects is seen by. */
export interface Walk {
  /** All streams of the scenario, in any order. */
  streams(): WalkedStream[]
  /** The stream with the latest session, if there is one. */
  session(): WalkedStream | undefined
  /** Asks the subject on its session; resolves when it answered, or after a bound. */
  barrier(): Promise<string>
  /** Calls `listener` whenever a stream begins or gets a session. */
  onChange(listener: () => void): void
}

/** When a walk is over at the latest. */
export interface WalkLimits {
  /** More connections than these are not waited for. */
  most: number
  /** In ms. */
  within: number
}

/**
 * Resolves when the subject has a session that answers, with the barrier's id; or when its program is over, when
 * it made more connections than wanted, or when the time is up. In any case it resolves only when streams that
 * the script closed have ended: by the subject, or after the bound for closing.
 */
export async function walkEnd(
  walk: Walk,
  program: Program,
  { most, within }: WalkLimits,
  clock: Clock,
): Promise<string | undefined> {
  const before = walk.streams().length
  let isOver = false
  let stir = (): void => undefined
  const end = () => {
    isOver = true
    stir()
  }
  walk.onChange(() => stir())
  void program.ended.then(end)
  const timer = clock.after(within, end)
  let barrier: string | undefined
  while (barrier === undefined && !isOver && walk.streams().length - before <= most) {
    const changed = new Promise<void>((resolve) => {
      stir = resolve
    })
    if (walk.session()?.isOpen) {
      const id = await walk.barrier()
      if (walk.session()?.isOpen) barrier = id
    } else await changed
  }
  timer.cancel()
  const closing = walk.streams().filter((stream) => stream.isClosing)
  await Promise.all(closing.map(ended))
  return barrier
}

const ended = ({ connection }: WalkedStream) =>
  new Promise<void>((resolve) => connection.onEnded(() => resolve()))
