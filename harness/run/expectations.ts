import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { usageError } from '../core/exit.js'
import { packageRoot } from '../core/package-root.js'
import { SLOW_PROFILES } from '../core/requirement.js'
import type { SubjectFacts } from '../core/results.js'
import { VERDICTS } from '../core/verdict.js'

const anyEntry = {
  reason: z.string().min(10),
  issue: z
    .string()
    .regex(/^(https:\/\/\S+|[\w.-]+\/[\w.-]+#\d+)$/, 'must be an https URL, or like owner/repository#12')
    .optional(),
  expires: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2027-01-31')
    .optional(),
}

const deviationSchema = z.strictObject({
  ...anyEntry,
  requirement: z.string().min(1),
  verdict: z.enum(VERDICTS),
  fingerprint: z.string().regex(/^[0-9a-f]{12}$/, 'must be 12 hexadecimal digits'),
  /** It is about the scenarios of a slow profile, whose paths begin with its name. */
  profile: z.enum(SLOW_PROFILES).optional(),
  /** A race decides: the run in which it does not happen is as good. */
  occurs: z.literal('sometimes').optional(),
})

const stopSchema = z.strictObject({
  ...anyEntry,
  /** What is said of a scenario that stopped contains this. */
  stops: z.string().min(5),
})

/** One known deviation, with its reason. */
export interface ExpectedDeviation extends z.infer<typeof deviationSchema> {
  /** `file:line`. */
  at: string
}

/** A flaw of the subject that can stop any scenario: what that one leaves inconclusive is expected. */
export interface ExpectedStop extends z.infer<typeof stopSchema> {
  /** `file:line`. */
  at: string
}

/** What a gate accepts from one subject. */
export type Expectation = ExpectedDeviation | ExpectedStop

/**
 * Reads an expectations file: a YAML list under `expectations`.
 * @throws UserError (64) naming file, line and what is wrong
 */
export function loadExpectations(path: string): Expectation[] {
  if (!existsSync(path)) throw usageError(`There is no expectations file ${path}.`)
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, schema: 'failsafe' })
  const broken = document.errors[0]
  if (broken !== undefined)
    throw usageError(`${path}:${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0]}`)
  const { contents } = document
  const list: unknown = isMap(contents) ? contents.get('expectations', true) : undefined
  if (isScalar(list) && list.value === '') return []
  if (!isSeq(list)) throw usageError(`${path}: the file must hold a list under "expectations".`)
  return list.items.map((item) => {
    const offset = (item as { range?: [number, number, number] }).range?.[0] ?? 0
    const at = `${path}:${lines.linePos(offset).line}`
    const value: unknown = isMap(item) ? item.toJSON() : item
    const schema = isMap(item) && item.has('stops') ? stopSchema : deviationSchema
    const parsed = schema.safeParse(value)
    if (parsed.success) return { ...parsed.data, at }
    const issue = parsed.error.issues[0]
    throw usageError(`${at}: the entry's ${issue?.path.join('.') || 'form'} is wrong: ${issue?.message}.`)
  })
}

/**
 * The expectations that a gate on `subject` uses: those of the file given, or those kept with Assay for this
 * implementation and version (`fixtures/expectations/<name>@<version>.yaml`, the longest version that fits).
 */
export function expectationsFor(
  { name, version, carrier }: SubjectFacts,
  file: string | undefined,
): { path: string | null; entries: Expectation[] } {
  if (file !== undefined) return { path: file, entries: loadExpectations(file) }
  if (carrier === 'embedded' || carrier === 'sim') return { path: null, entries: [] }
  const folder = join(packageRoot(), 'fixtures', 'expectations')
  const implementation = name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')
  const parts = version.split(/[.\-+~ ]/)
  for (let length = parts.length; length > 0; length -= 1) {
    const path = join(folder, `${implementation}@${parts.slice(0, length).join('.')}.yaml`)
    if (existsSync(path)) return { path: relative(packageRoot(), path), entries: loadExpectations(path) }
  }
  return { path: null, entries: [] }
}
