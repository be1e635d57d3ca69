import type { Results } from '../../harness/core/results.js'
import { byBranch, copiesText, ENDS, milliseconds } from '../model/behaviour.js'
import { cell, cellCodes, table } from '../model/markdown.js'

/** `profile.md`: how the subject behaves where the specifications leave it the choice. */
export function emitProfile({ subject, run, profile: { choices, notice } }: Results): string {
  return [
    `# ${cell(`${subject.name} ${subject.version}`)}: behaviour\n\n`,
    `What ${cellCodes(subject.specifier)} did in the run ${cellCodes(run)} where the specifications leave it the choice. Nothing here is right or wrong.\n\n`,
    '## Time to notice\n\n',
    notice.length === 0
      ? 'No end of a session was observed.\n'
      : 'From the end of a session to the unavailable presence at an observer.\n\n' +
        table(
          ['End', 'Median', 'Least', 'Most', 'Times told', 'Samples'],
          notice.map((each) => [
            ENDS[each.end],
            milliseconds(each.median),
            milliseconds(each.least),
            milliseconds(each.most),
            copiesText(each),
            each.samples.length,
          ]),
        ),
    '\n## Choices\n\n',
    choices.length === 0
      ? 'None was met.\n'
      : table(
          ['Requirement', 'Says', 'Branch taken', 'Scenarios'],
          choices.flatMap((choice) =>
            byBranch(choice).map(([branch, taken]) => [
              cellCodes(choice.requirement),
              cell(choice.says),
              cell(branch),
              taken.length === choice.taken.length
                ? `all ${taken.length}`
                : cellCodes(...taken.map(({ scenario }) => scenario)),
            ]),
          ),
        ),
  ].join('')
}
