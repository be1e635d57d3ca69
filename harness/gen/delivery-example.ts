import fc from 'fast-check'
import { bodies, resourceparts, stanzaIds } from './text.js'

/** One drawn question to the delivery rules; plain JSON, so that it can be stored and replayed. */
export interface DeliveryExample {
  account: 'made' | 'absent'
  /** The account's resources: a presence priority, or `connected` without presence. */
  resources: { name: string; status: number | 'connected' }[]
  address: 'bare' | 'full-match' | 'full-no-match'
  /** Which resource is addressed by `full-match`, counted round. */
  which: number
  /** The stanza's id. */
  id: string
  /** Body of a message; absent for none. */
  body?: string | undefined
}

/** A drawn message with its type; `absent` leaves the attribute away. */
export interface MessageExample extends DeliveryExample {
  type: 'normal' | 'chat' | 'groupchat' | 'headline' | 'error' | 'absent'
}

const PRIORITIES = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: -128, max: 127 }) },
  { weight: 1, arbitrary: fc.constantFrom(-128, -1, 0, 127) },
)

const parts = {
  account: fc.oneof(
    { weight: 9, arbitrary: fc.constant('made' as const) },
    { weight: 1, arbitrary: fc.constant('absent' as const) },
  ),
  resources: fc.uniqueArray(
    fc.record({
      name: resourceparts(),
      status: fc.oneof(
        { weight: 5, arbitrary: PRIORITIES },
        { weight: 1, arbitrary: fc.constant('connected' as const) },
      ),
    }),
    { maxLength: 4, size: 'max', selector: ({ name }) => name.toLowerCase() },
  ),
  address: fc.constantFrom('bare' as const, 'bare' as const, 'full-match' as const, 'full-no-match' as const),
  which: fc.nat({ max: 3 }),
  id: stanzaIds(),
}

/** Messages of any type, to any kind of address, in any state of the account. */
export const messageExamples = (): fc.Arbitrary<MessageExample> =>
  fc.record({
    ...parts,
    body: fc.option(bodies(), { nil: undefined }),
    type: fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom('normal' as const, 'chat' as const, 'headline' as const) },
      { weight: 6, arbitrary: fc.constantFrom('groupchat' as const, 'error' as const) },
      { weight: 2, arbitrary: fc.constant('absent' as const) },
    ),
  })

/** Stanzas without a type of their own, to any kind of address, in any state of the account. */
export const deliveryExamples = (): fc.Arbitrary<DeliveryExample> => fc.record(parts)
