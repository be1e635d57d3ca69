import type { Decisions } from './decisions.js'
import { Framing, type Mark } from './framing.js'
import type { Fault, OneWay } from './schedule.js'

/** Bytes, and the faults that are set off right behind them. */
export interface Stretch {
  bytes: Buffer
  fired: Fault[]
}

/** Cuts the bytes of one direction at the exact places where faults are set off. */
export class Watch {
  readonly #faults: Set<Fault>
  readonly #framing: Framing | undefined
  readonly #counts = new Map<Fault, number>()
  /** How many bytes had passed when a fault was added. */
  readonly #since = new Map<Fault, number>()
  #passed = 0
  #held: Buffer = Buffer.alloc(0)

  constructor(
    faults: readonly Fault[],
    private readonly way: OneWay,
    private readonly decisions: Decisions,
    framing: 'needed' | 'always' = 'needed',
  ) {
    this.#faults = new Set(
      faults.filter(({ trigger }) => 'direction' in trigger && trigger.direction === way),
    )
    const framed = [...this.#faults].some(({ trigger: { on } }) => on === 'stanza' || on === 'close')
    this.#framing = framed || framing === 'always' ? new Framing() : undefined
  }

  /** Looks out for one more fault from here on: bytes and stanzas that have passed don't count. */
  add(fault: Fault): void {
    if (!('direction' in fault.trigger) || fault.trigger.direction !== this.way) return
    this.#since.set(fault, this.#passed)
    this.#faults.add(fault)
  }

  /** The next bytes, cut into stretches. A lone `<` between stanzas is kept until it is known what it begins. */
  read(piece: Buffer): Stretch[] {
    const bytes = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece])
    const { marks, known } = this.#framing?.scan(bytes) ?? { marks: [], known: bytes.length }
    this.#held = bytes.subarray(known)
    const cuts = [...this.#faults].flatMap((fault) => {
      const at = this.#placeOf(fault, marks, known)
      return at === undefined ? [] : [{ fault, at }]
    })
    const stretches: Stretch[] = []
    let from = 0
    for (const at of [...new Set(cuts.map((cut) => cut.at))].sort((a, b) => a - b)) {
      const fired = cuts.filter((cut) => cut.at === at).map((cut) => cut.fault)
      for (const fault of fired) this.#faults.delete(fault)
      stretches.push({ bytes: bytes.subarray(from, at), fired })
      from = at
    }
    if (from < known) stretches.push({ bytes: bytes.subarray(from, known), fired: [] })
    this.#passed += known
    return stretches
  }

  /** What is kept, when nothing follows. */
  rest(): Buffer {
    const rest = this.#held
    this.#held = Buffer.alloc(0)
    return rest
  }

  #placeOf(fault: Fault, marks: Mark[], length: number): number | undefined {
    const { trigger } = fault
    if (trigger.on === 'bytes') {
      const since = this.#since.get(fault) ?? 0
      const at = this.decisions.bytesUntil(since + trigger.bytes, this.#passed)
      return at >= 0 && at <= length ? at : undefined
    }
    if (trigger.on === 'close') return marks.find(({ is }) => is === 'close')?.at
    if (trigger.on !== 'stanza') return undefined
    for (const mark of marks) {
      if (mark.is !== 'stanza') continue
      const { name, attrs = {} } = trigger.like
      if (name !== undefined && mark.element.getName() !== name) continue
      if (Object.entries(attrs).some(([key, value]) => (mark.element.attrs[key] ?? null) !== value)) continue
      const count = (this.#counts.get(fault) ?? 0) + 1
      this.#counts.set(fault, count)
      if (this.decisions.isNth(count, trigger.nth)) return mark.at
    }
    return undefined
  }
}
