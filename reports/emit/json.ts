import { CLASSES } from '../../harness/core/requirement.js'
import type { Results } from '../../harness/core/results.js'
import { VERDICTS } from '../../harness/core/verdict.js'

/** The fields of a results document, in the order they are written wherever they occur. */
const ORDER = [
  ...['format', 'tool', 'run', 'started', 'durationMs', 'seed', 'command', 'subject', 'selection', 'counts'],
  ...[
    'requirementCounts',
    'coverage',
    'only',
    'profile',
    'metrics',
    'cuts',
    'gate',
    'died',
    'requirements',
    'verdicts',
  ],
  ...['specifier', 'name', 'version', 'node', 'carrier', 'domain', 'notes'],
  ...['exitCode', 'holds', 'expectations', 'problems', 'kind', 'sentence'],
  ...[
    'requirement',
    'strength',
    'clause',
    'says',
    'scenario',
    'parameters',
    'scope',
    'at',
    'step',
    'detail',
    'verdict',
  ],
  ...['class', 'why', 'classes', 'unjudged', ...CLASSES],
  ...['scenarios', 'proven', 'expected', 'actual', 'explanation', 'deviation', 'branch'],
  ...['choices', 'notice', 'taken', 'branches', 'end', 'median', 'least', 'most', 'copies', 'samples'],
  ...[
    'workloads',
    'pings',
    'sent',
    'delivered',
    'stored',
    'returned',
    'lost',
    'inDoubt',
    'doubled',
    'misrouted',
  ],
  ...['distributions', 'of', 'after', 'p90', 'p99', 'histogram', 'upTo'],
  ...['ended', 'told', 'conn', 'evidence', 'closure'],
  ...[
    'fingerprint',
    'judge',
    'lines',
    'known',
    'reason',
    'issue',
    'rerun',
    'n',
    't',
    'who',
    'what',
    'text',
    ...VERDICTS,
  ],
]
const RANK = new Map(ORDER.map((key, index) => [key, index]))

/** `results.json`: the same results give the same bytes, whatever order their fields were made in. */
export function emitJson(results: Results): string {
  return `${JSON.stringify(results, inOrder, 2)}\n`
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => compare(a, b)))
}

function compare(a: string, b: string): number {
  const ranks = (RANK.get(a) ?? ORDER.length) - (RANK.get(b) ?? ORDER.length)
  if (ranks !== 0) return ranks
  return a < b ? -1 : Number(a > b)
}
