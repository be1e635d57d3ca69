import { codes, prose, table } from '../../../reports/model/markdown.js'
import { loadPatches } from '../../subjects/patch.js'

/** Bugs put into the files of a real server, and what they break. */
export function patchesSection(): string {
  const { versions, patches } = loadPatches('prosody')
  const [first] = patches
  return [
    '## Patched servers\n',
    `The suite is proven on a server that it was not written with, too: bugs are put into Prosody’s own files (versions ${versions.join(' and ')}), and each must be caught by exactly what it breaks, besides what fails without it. \`npm test\` does this where there is a container engine; by hand:\n`,
    `\`\`\`sh\nnpx assay run 'container:prosody@${versions.at(-1)}?patch=${first?.name}'\n\`\`\`\n`,
    table(
      ['patch', 'what it does wrong', 'file', 'breaks'],
      patches.map(({ name, says, file, breaks }) => [
        `\`${name}\``,
        prose(says),
        `\`${file.split('/').at(-1)}\``,
        codes(breaks),
      ]),
    ),
  ].join('\n')
}
