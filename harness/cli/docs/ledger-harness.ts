import { loadHistories } from '../../../fixtures/histories/load.js'
import { caughtBy } from '../../../fixtures/variants/judges/caught.js'
import { GENERAL_FAULTS } from '../../../fixtures/variants/judges/general.js'
import { JUDGE_VARIANTS } from '../../../fixtures/variants/judges/index.js'
import { PROXY_VARIANTS } from '../../../fixtures/variants/proxy/index.js'
import { codes, prose, table } from '../../../reports/model/markdown.js'
import { LAWS } from '../../faults/laws.js'
import { JUDGES } from '../../judge/judges.js'

const SHOWN = 4

/** The section on faulty judges, and the recorded histories that catch each; found out by judging them. */
export function judgesSection(): string {
  const histories = loadHistories()
  const names = Object.keys(JUDGES)
  const rows = JUDGE_VARIANTS.map((variant) => {
    const caught = caughtBy(variant, histories)
    const more = caught.length > SHOWN ? ` and ${caught.length - SHOWN} more` : ''
    return [`\`${variant.name}\``, prose(variant.says), `${codes(caught.slice(0, SHOWN))}${more}`]
  })
  const cannot = GENERAL_FAULTS.flatMap((fault) =>
    names.flatMap((name) => {
      const why = fault.cannot[name as keyof typeof fault.cannot]
      return why === undefined ? [] : [[`\`${name}\``, `\`${fault.name}\``, prose(why)]]
    }),
  )
  return [
    '## Judges\n',
    `Who judges the judges: ${histories.length} recorded histories (\`fixtures/histories\`), each with the verdict it deserves, and ${JUDGE_VARIANTS.length} faulty builds of the ${names.length} judges, each of which comes to another verdict on one of them at least. ${GENERAL_FAULTS.length} faults are planted into every judge that can have them, the others into one.\n`,
    table(['faulty judge', 'what it does wrong', 'caught by the histories'], rows),
    'Faults that a judge cannot have; no history notices them:\n',
    table(['judge', 'fault', 'why'], cannot),
  ].join('\n')
}

/** The section on faulty fault proxies, and the laws that catch each. */
export function proxySection(): string {
  return [
    '## Proxy\n',
    `The proxy that does the faults is held to ${Object.keys(LAWS).length} laws, over random bytes, pieces and schedules:\n`,
    table(
      ['law', 'what holds'],
      Object.entries(LAWS).map(([name, says]) => [`\`${name}\``, prose(says)]),
    ),
    'Each of these faulty proxies breaks the law named:\n',
    table(
      ['faulty proxy', 'what it does wrong', 'breaks'],
      PROXY_VARIANTS.map(({ name, says, breaks }) => [`\`${name}\``, prose(says), `\`${breaks}\``]),
    ),
  ].join('\n')
}
