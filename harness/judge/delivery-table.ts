/** Whether the addressed JID is bare, a full JID that a connected resource has, or one that none has. */
export type Address = 'bare' | 'full-match' | 'full-no-match'

/** What the resources of the addressed account are like when the message is routed. */
export type State =
  | 'no-account'
  | 'no-resource'
  | 'connected-only'
  | 'negative-only'
  | 'one-nonneg'
  | 'many-nonneg'

export type MessageType = 'normal' | 'chat' | 'groupchat' | 'headline' | 'error'

/**
 * A permitted fate of a message. `O` stored offline, `E` error to the sender, `S` silence, `D` delivered to the
 * addressed or only resource, `M` delivered to the most available resources by the server's own rule, `A` to all
 * non-negative ones, `A*` likewise but only where they opted in, `D+A*` to the addressed one and, opted in, the
 * other non-negative ones, `D1+` to at least one connected resource.
 */
export type Fate = 'O' | 'E' | 'S' | 'D' | 'M' | 'A' | 'A*' | 'D+A*' | 'D1+'

/** One case of the delivery rules with its permitted fates and the requirement that states them. */
export interface DeliveryCase {
  address: Address
  state: State
  type: MessageType
  accept: Fate[]
  requirement: string
}

export const MESSAGE_TYPES: MessageType[] = ['normal', 'chat', 'groupchat', 'headline', 'error']

/** RFC 6121 8.5.1 to 8.5.4 (prose and table united where they differ) with RFC 6120 10.5 for AMB-2. */
const ROWS: [Address, State, Record<MessageType, [accept: string, requirement: string]>][] = [
  [
    'bare',
    'no-account',
    {
      normal: ['S E', 'RFC6121-8.5.1-b'],
      chat: ['S E', 'RFC6121-8.5.1-b'],
      groupchat: ['S E', 'RFC6121-8.5.1-b'],
      headline: ['S E', 'RFC6121-8.5.1-b'],
      error: ['S', 'RFC6120-8.3.1-f'],
    },
  ],
  [
    'bare',
    'no-resource',
    {
      normal: ['O E', 'RFC6121-8.5.2.2.1-a'],
      chat: ['O E', 'RFC6121-8.5.2.2.1-a'],
      groupchat: ['E', 'RFC6121-8.5.2.2.1-b'],
      headline: ['S', 'RFC6121-8.5.2.2.1-b'],
      error: ['S', 'RFC6121-8.5.2.2.1-b'],
    },
  ],
  [
    'bare',
    'connected-only',
    {
      normal: ['O E D1+', 'RFC6120-10.5.3.2-a'],
      chat: ['O E D1+', 'RFC6120-10.5.3.2-a'],
      groupchat: ['E', 'RFC6121-8.5.2.1.1-g'],
      headline: ['S D1+', 'RFC6120-10.5.3.2-a'],
      error: ['S', 'RFC6121-8.5.2.1.1-j'],
    },
  ],
  [
    'bare',
    'negative-only',
    {
      normal: ['O E', 'RFC6121-8.5.2.1.1-a'],
      chat: ['O E', 'RFC6121-8.5.2.1.1-d'],
      groupchat: ['E', 'RFC6121-8.5.2.1.1-g'],
      headline: ['S', 'RFC6121-8.5.2.1.1-h'],
      error: ['S', 'RFC6121-8.5.2.1.1-j'],
    },
  ],
  [
    'bare',
    'one-nonneg',
    {
      normal: ['D', 'RFC6121-8.5.2.1.1-b'],
      chat: ['D', 'RFC6121-8.5.2.1.1-e'],
      groupchat: ['E', 'RFC6121-8.5.2.1.1-g'],
      headline: ['D', 'RFC6121-8.5.2.1.1-h'],
      error: ['S', 'RFC6121-8.5.2.1.1-j'],
    },
  ],
  [
    'bare',
    'many-nonneg',
    {
      normal: ['M A', 'RFC6121-8.5.2.1.1-c'],
      chat: ['M A*', 'RFC6121-8.5.2.1.1-f'],
      groupchat: ['E', 'RFC6121-8.5.2.1.1-g'],
      headline: ['A', 'RFC6121-8.5.2.1.1-h'],
      error: ['S', 'RFC6121-8.5.2.1.1-j'],
    },
  ],
  ...(['connected-only', 'negative-only', 'one-nonneg', 'many-nonneg'] as const).map(
    (state): (typeof ROWS)[number] => [
      'full-match',
      state,
      {
        normal: ['D', 'RFC6121-8.5.3.1-c'],
        chat: ['D D+A*', 'RFC6121-8.5.3.1-c'],
        groupchat: ['D', 'RFC6121-8.5.3.1-c'],
        headline: ['D', 'RFC6121-8.5.3.1-c'],
        error: ['D', 'RFC6121-8.5.3.1-c'],
      },
    ],
  ),
  ...(
    [
      ['no-account', 'S E'],
      ['no-resource', 'O E'],
      ['connected-only', 'O E D1+'],
      ['negative-only', 'O E'],
      ['one-nonneg', 'D'],
      ['many-nonneg', 'M A*'],
    ] as const
  ).map(([state, chat]): (typeof ROWS)[number] => [
    'full-no-match',
    state,
    {
      normal: ['S E', 'RFC6121-8.5.3.2.1-a'],
      chat: [chat, 'RFC6121-8.5.3.2.1-b'],
      groupchat: ['S E', 'RFC6121-8.5.3.2.1-a'],
      headline: ['S E', 'RFC6121-8.5.3.2.1-a'],
      error: ['S', 'RFC6121-8.5.3.2.1-c'],
    },
  ]),
]

/** Every case of the delivery rules: address × state × message type. */
export const DELIVERY_CASES: DeliveryCase[] = ROWS.flatMap(([address, state, row]) =>
  MESSAGE_TYPES.map((type) => {
    const [accept, requirement] = row[type]
    return { address, state, type, accept: accept.split(' ') as Fate[], requirement }
  }),
)

/** The case that applies; `undefined` where the combination cannot exist (a match without a resource). */
export function deliveryCase(address: Address, state: State, type: MessageType): DeliveryCase | undefined {
  return DELIVERY_CASES.find((c) => c.address === address && c.state === state && c.type === type)
}

/** The state of an account with these resources: presence priorities, or `connected` without presence. */
export function stateWith(resources: readonly (number | 'connected')[]): Exclude<State, 'no-account'> {
  if (resources.length === 0) return 'no-resource'
  const priorities = resources.filter((r) => r !== 'connected')
  if (priorities.length === 0) return 'connected-only'
  const eligible = priorities.filter((p) => p >= 0).length
  return eligible === 0 ? 'negative-only' : eligible === 1 ? 'one-nonneg' : 'many-nonneg'
}
