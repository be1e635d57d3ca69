import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCatalogue } from '../../fixtures/catalogue/load.js'
import { renderFailure } from '../../reports/emit/terminal.js'
import { direction, SIGNS } from '../../reports/model/signs.js'
import { visible } from '../../reports/model/text.js'
import { SCENARIOS } from '../../suites/index.js'
import { systemClock } from '../core/clock.js'
import { EXIT } from '../core/exit.js'
import type { JournalEvent } from '../journal/event.js'
import type { Awaited } from '../repro/awaited.js'
import { readBundle } from '../repro/read.js'
import { serve } from '../repro/serve.js'
import { lineOf } from '../run/judge-scope.js'
import { verdictRecords } from '../run/verdicts.js'
import type { Subject } from '../subjects/subject.js'
import { type Io, interrupted } from './io.js'
import { answerShown } from './replay.js'

/** Options of `assay serve`. */
export interface ServeCommandOptions {
  on?: string
  /** Whether the subject stays up afterwards. */
  keep?: true
}

/** Plays the other side of a bundle once and shows every stanza as it goes; returns the exit code. */
export async function serveCommand(io: Io, path: string, { on, keep }: ServeCommandOptions): Promise<number> {
  const bundle = readBundle(path)
  let began = 0
  const answer = await serve(bundle, {
    ...(on === undefined ? {} : { on }),
    scenarios: SCENARIOS,
    clock: systemClock,
    interrupt: io.interrupt,
    began: (subject) => io.err(`${whereIs(subject)}\n`),
    awaited: (what) => io.out(triggerShown(what)),
    tell: (event) => {
      if (event.kind === 'scope-start') began = event.t
      io.out(eventShown(io, event, event.t - began))
    },
    played: async ({ scope }, answer, subject) => {
      if (io.interrupt.aborted) return
      const origin = { subject: subject.facts.specifier, seed: bundle.seed }
      for (const record of verdictRecords([scope], loadCatalogue(), origin)) {
        const isBug = record.verdict === 'fail'
        const rerun = `npx assay serve ${path} --on ${subject.facts.specifier}`
        if (isBug) io.out(`\n${renderFailure({ ...record, rerun }, io.colors)}\n`)
        else io.out(`${SIGNS[record.verdict]} ${record.verdict} ${record.requirement}\n`)
      }
      io.out(answerShown(io, answer))
      if (keep !== true) return
      io.err(`${whereIs(subject)} It stays up until Ctrl-C.\n`)
      await interrupted(io)
    },
  })
  if (io.interrupt.aborted) return EXIT.interrupted
  if (answer.of === 0) io.out(answerShown(io, answer))
  return answer.exitCode
}

function whereIs({ facts, endpoint: { host, port }, roles = ['server'] }: Subject): string {
  const place = roles.includes('server') && facts.carrier !== 'sim' ? ` at ${host}:${port}` : ''
  return `${facts.name} ${facts.version} (${facts.specifier})${place}.`
}

/** One line for what happened, with the time since the beginning; nothing for what is of no use to a reader. */
function eventShown({ colors }: Io, event: JournalEvent, since: number): string {
  const time = colors.dim(`${since.toFixed(1).padStart(9)} ms`)
  const text = textOf(event)
  if (text === undefined) return ''
  const { who, what } = lineOf(event)
  const { sign } = direction(what)
  const shown = visible(text).replaceAll('\n', '\\n')
  if (event.kind === 'step') return `${time} ${colors.bold(shown)}\n`
  return `${time} ${who} ${colors.cyan(sign)} ${sign === '·' ? `${what} ` : ''}${shown}\n`
}

function textOf(event: JournalEvent): string | undefined {
  if (event.kind === 'open') return `to ${event.host}:${event.port}`
  if (event.kind === 'accepted') return `at ${event.host}:${event.port}`
  if (event.kind === 'secure') return event.protocol
  if (event.kind === 'log') return event.text
  return lineOf(event).text || undefined
}

/** What a client or service has to be started with, as the environment that a trigger command gets. */
function triggerShown({ trigger, within }: Awaited): string {
  const { jid, password, host, port, ca, zone } = trigger
  const file = join(mkdtempSync(join(tmpdir(), 'assay-serve-')), 'ca.pem')
  writeFileSync(file, ca)
  const own =
    trigger.role === 'client'
      ? { ASSAY_SERVICES: trigger.services.join(' ') }
      : { ASSAY_RESOURCE: trigger.resource, ASSAY_PRIORITY: String(trigger.priority) }
  const place = host === undefined ? {} : { ASSAY_HOST: host, ASSAY_PORT: String(port ?? 5222) }
  const environment = { ASSAY_JID: jid, ASSAY_PASSWORD: password, ...place, ASSAY_CA: file, ...own }
  const lines = Object.entries(environment).map(([name, value]) => `  ${name}='${value}'\n`)
  const names = Object.keys({ ...zone.srv, ...zone.addresses })
  const dns = names.length === 0 ? '' : `The DNS is to say: ${JSON.stringify(zone)}\n`
  return `Start your ${trigger.role} with this, within ${within / 60_000} minutes:\n${lines.join('')}${dns}`
}
