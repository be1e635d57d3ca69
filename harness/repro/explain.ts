import type { Judgement } from '../core/verdict.js'
import { type Bundle, exampleOf, ofCopies } from './bundle.js'
import { stepsInWords } from './words.js'

/** What a verdict says besides what is in the bundle. */
export type Told = Pick<Judgement, 'expected' | 'actual' | 'explanation'>

/** What files of a bundle hold that not every bundle has. */
const HOLDS = new Map([
  ['subject.log', 'what the subject logged meanwhile'],
  ['certificates', 'what servers proved themselves with in TLS'],
  ['zone.json', 'what the DNS said'],
])

/**
 * `explain.md`: what failed, by which clause, what was expected and seen, what was done, and how to replay it.
 * @param files names of what else is in the bundle
 */
export function explain(
  bundle: Bundle,
  { expected, actual, explanation }: Told,
  files: readonly string[],
): string {
  const { requirement, clause, says, scenario, role, subject, deviation, reproduced, shrunk } = bundle
  const of = `${subject.name} ${subject.version} (\`${subject.specifier}\`)`
  return [
    `# ${requirement} fails on ${subject.name} ${subject.version}`,
    '',
    `${of}, as a ${role}, in \`${scenario}\`: ${deviation}.`,
    '',
    `- Clause: ${clause}`,
    `- It says: ${says}`,
    ...expected.map((each) => `- Expected: ${each}`),
    `- Seen: ${actual}`,
    '',
    explanation,
    '',
    '## What was done',
    '',
    ...done(bundle),
    '',
    `\`journal.jsonl\` has all that happened, \`wire/\` the bytes of each connection${besides(files)}.`,
    '',
    '## Replay',
    '',
    `It failed in ${reproduced.failed} of ${reproduced.of} plays${ofCopies(bundle)}.${smaller(shrunk)} In the folder of this file:`,
    '',
    '```sh',
    'npx assay replay .                   # the same subject again',
    'npx assay replay . --on <subject>    # another one: your build, or the reference',
    'npx assay shrink .                   # look for a smaller example',
    '```',
    '',
  ].join('\n')
}

const besides = (files: readonly string[]) =>
  [...HOLDS].flatMap(([name, what]) => (files.includes(name) ? [`, \`${name}\` ${what}`] : [])).join('')

function done(bundle: Bundle): string[] {
  if (bundle.example === undefined)
    return [
      'The scenario is scripted; its steps are in `journal.jsonl`.',
      ...(bundle.parameters === undefined ? [] : ['', ...numbered(bundle.parameters)]),
    ]
  return numbered(exampleOf(bundle))
}

const numbered = (example: unknown) => stepsInWords(example).map((step, index) => `${index + 1}. ${step}`)

const smaller = (shrunk: Bundle['shrunk']) =>
  shrunk === undefined ? '' : ` The example was made smaller on \`${shrunk.on}\`.`
