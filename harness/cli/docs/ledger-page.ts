import { codes, prose, table } from '../../../reports/model/markdown.js'
import { type Facts, killersOf, requirementsOf } from './facts.js'
import { judgesSection, proxySection } from './ledger-harness.js'
import { patchesSection } from './ledger-patches.js'
import { MADE } from './made.js'

/** The detection ledger as declared: which variants each requirement catches, and what each variant breaks. */
export function ledgerPage(facts: Facts): string {
  const tested = requirementsOf(facts).filter((entry) => entry.class === 'tested')
  const proven = tested.filter(({ id }) => killersOf(facts, id).length > 0)
  const unproven = tested.filter(({ id }) => killersOf(facts, id).length === 0)
  return [
    '# Detection ledger\n',
    'A check that cannot fail is worth nothing. So the reference comes with deliberately faulty variants, and each declares exactly which requirements it breaks. ' +
      'This page lists what is declared. That it is true is verified by running all suites against every variant:\n',
    '```sh\nnpx assay detect                     # all of it\nnpx assay detect --only <variant>    # one variant\nnpx assay detect --on embedded       # over TCP, every scenario on every variant\n```\n',
    'Variants replace methods of the reference. In the simulation, what happens in a scenario depends on nothing but the seed, so a scenario in which no replaced method is called on the reference can only happen in the same way on the variant, and is not played again; `--play all` plays it nevertheless.\n',
    'The command exits 1 if a declared requirement does not fail on its variant, if any other fails, or if the reference itself fails one.\n',
    table(
      ['', 'number'],
      [
        ['variants', facts.variants.length],
        ['tested requirements', tested.length],
        ['proven: caught to fail on a variant', proven.length],
        ['unproven: reported, but cannot gate', unproven.length],
      ],
    ),
    '## Requirements, and the variants they catch\n',
    table(
      ['requirement', 'strength', 'variants', 'caught'],
      proven.map(({ id, strength }) => {
        const killers = killersOf(facts, id)
        return [`\`${id}\``, strength, killers.length, codes(killers)]
      }),
    ),
    '## Variants, and what they break\n',
    table(
      ['variant', 'what it does wrong', 'breaks'],
      facts.variants.map(({ name, says, breaks }) => [`\`${name}\``, prose(says), codes(breaks)]),
    ),
    '## Unproven requirements\n',
    unproven.length === 0
      ? 'There are none.\n'
      : `No variant breaks them. ${unproven.every(({ strength }) => strength === 'INFO') ? 'They record choices that are all permitted, so there is nothing to break.' : ''}\n`,
    unproven.length === 0
      ? ''
      : table(
          ['requirement', 'strength', 'what it records'],
          unproven.map(({ id, strength, says }) => [`\`${id}\``, strength, prose(says)]),
        ),
    judgesSection(),
    proxySection(),
    patchesSection(),
    MADE,
  ].join('\n')
}
