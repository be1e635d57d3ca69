/** What holds of a fault proxy, whatever bytes and pieces go through it: names, and what they say. */
export const LAWS = {
  transparent:
    'Without a schedule, or with a disabled one, both sides see what they would see without a proxy.',
  'nothing-lost':
    'What was delayed, sliced, throttled, stalled or held arrives once healed: all of it, in order, then FIN.',
  'nothing-meanwhile':
    'While a black hole or a stall lasts, no byte or FIN gets through its direction; the other is not touched.',
  'exact-cut': 'A cut at byte n delivers exactly n bytes, then FIN.',
  'stanza-cut':
    'A cut behind the k-th stanza, or before the closing tag, falls there, whatever pieces the bytes come in.',
  'ends-stay-what-they-are':
    'FIN arrives as FIN and RST as RST, from a side or from a fault; a refusal arrives as RST.',
  'told-when-healed': 'A black hole and a half-open connection hide RST until they heal, and no longer.',
  'healed-in-time': 'Every lasting action is reported to begin and to end, and ends when it must.',
  'sliced-as-said':
    'While slicing, no piece is longer than said, and none shorter but the last of what came together.',
  'late-as-said': 'While delayed, nothing arrives before its delay, nor after delay and jitter.',
  'slow-as-said': 'While bandwidth is limited, no more bytes arrive than it allows.',
  'spoiled-as-said': 'Exactly the next n bytes are changed, or doubled.',
} as const

export type LawName = keyof typeof LAWS
