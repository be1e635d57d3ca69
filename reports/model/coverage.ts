import { CLASSES, type RequirementClass } from '../../harness/core/requirement.js'
import type { Results } from '../../harness/core/results.js'

const WORDS: Record<RequirementClass, string> = {
  tested: 'tested',
  untested: 'untested',
  'implied-by': 'implied by others',
  untestable: 'untestable',
  'out-of-scope': 'out of scope',
}

/** How a class of requirements reads, for example `implied by others`. */
export function className(each: RequirementClass): string {
  return WORDS[each]
}

/** How much of the catalogue the suite tests, and how much of that this run did, in one line. */
export function coverageLine({ coverage, selection }: Results): string {
  const { requirements, classes, unjudged } = coverage
  const whole = selection.profile === 'core' ? '' : ` of the profile ${selection.profile}`
  const here = requirements - unjudged.length
  const part = here === classes.tested ? '' : ` (${here} in this run)`
  const rest = CLASSES.filter((each) => each !== 'tested' && classes[each] > 0)
  return [
    `${classes.tested} of ${requirements} requirements${whole} tested${part}`,
    ...rest.map((each) => `${classes[each]} ${WORDS[each]}`),
  ].join(', ')
}
