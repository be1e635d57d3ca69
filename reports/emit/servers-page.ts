import type { Comparison } from '../model/comparison.js'
import { fitness, isRedirect, NEEDS, reactions, SITUATIONS, standOn } from '../model/dix-fitness.js'
import { cell, cellCodes, table } from '../model/markdown.js'
import { byId } from '../model/order.js'
import { SIGNS } from '../model/signs.js'
import { divergenceTable, legend, noticeTable, runsTable } from './compare-markdown.js'

/** The page for operators: which server carries DIX, and what clients meet when an instance dies. */
export function serversPage(comparison: Comparison): string {
  return [
    '# Servers\n\n',
    'For operators: what XMPP servers do with a service of several instances that clients find by [DIX](dix.md), and where the servers differ. Everything below was measured; nothing is taken from documentation. Each verdict names its requirement, which [the catalogue](catalogue/README.md) explains; [how verdicts are given](verdicts.md).\n\n',
    runsTable(comparison),
    '\n## Which server is fit for DIX\n\n',
    fitTable(comparison),
    '\nThe needs, one by one:\n\n',
    needsTable(comparison),
    `\n${legend()}`,
    '\n## When an instance dies\n\n',
    'How long it takes until a client that has a session with the instance is told, by the way the instance goes. A closed or reset connection is noticed by TCP; a client that hangs, or a machine that loses its power, says nothing at all, and is not among these ([silence](silence.md)).\n\n',
    noticeTable(comparison),
    '\nUntil then pings can still go to the dead instance, and are lost: clients have to ping again. What servers do with messages that find no instance, and where the choice of the instance is theirs:\n\n',
    situationsTable(comparison),
    '\n## How each redirects\n\n',
    redirects(comparison),
    '\n## All divergences\n\n',
    divergenceTable(comparison),
    '\nThis page is made by `npx assay compare <runs…> --page docs/servers.md`; run the servers again instead of changing it.\n',
  ].join('')
}

function fitTable({ columns }: Comparison): string {
  return table(
    ['Server', 'DIX', 'Because'],
    columns.map(({ label, results }) => {
      const { fit, because } = fitness(results)
      const reason = fit === 'fit' ? 'every need below is met' : `${REASONS[fit]}: ${because.join('; ')}`
      return [cell(label), `**${fit}**`, cell(reason)]
    }),
  )
}

const REASONS = { 'not fit': 'not met', 'not shown': 'not judged, or not decided, in this run' }

function needsTable({ columns }: Comparison): string {
  return table(
    ['Need', 'Requirement', ...columns.map(({ label }) => cell(label))],
    NEEDS.map(([requirement, need]) => [
      need,
      cellCodes(requirement),
      ...columns.map(({ results }) => {
        const { verdict, deviations } = standOn(requirement, results)
        return `${SIGNS[verdict]} ${verdict}${deviations.length === 0 ? '' : `: ${cell(deviations.join('; '))}`}`
      }),
    ]),
  )
}

function situationsTable({ columns }: Comparison): string {
  return table(
    ['Situation', 'Requirement', ...columns.map(({ label }) => cell(label))],
    SITUATIONS.map(([requirement, situation]) => [
      situation,
      cellCodes(requirement),
      ...columns.map(({ results }) => cell(reactions(requirement, results).join('; ') || '–')),
    ]),
  )
}

function redirects({ columns }: Comparison): string {
  const judged = columns.map(({ results }) =>
    results.verdicts.filter(({ requirement, role }) => role === 'server' && isRedirect(requirement)),
  )
  const rows = byId([...new Map(judged.flat().map((each) => [each.requirement, each])).values()])
  if (rows.length === 0)
    return 'None of these runs made a server send its clients elsewhere, so nothing is known about it.\n'
  return table(
    ['Requirement', 'Says', ...columns.map(({ label }) => cell(label))],
    rows.map(({ requirement, says }) => [
      cellCodes(requirement),
      cell(says),
      ...columns.map(({ results }) => {
        const { verdict } = standOn(requirement, results)
        const words = reactions(requirement, results)
        return `${SIGNS[verdict]} ${verdict}${words.length === 0 ? '' : `: ${cell(words.join('; '))}`}`
      }),
    ]),
  )
}
