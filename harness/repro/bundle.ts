import { z } from 'zod'
import { VERDICTS } from '../core/verdict.js'

/** The format that this version writes and reads. Within it fields may be added; docs/bundles.md describes it. */
export const FORMAT = 'assay-bundle/1'

const text = z.string().min(1)
const count = z.int().min(0)

/** The shape of `bundle.json`. Fields it does not know are left out. */
export const bundleSchema = z.object({
  format: z.literal(FORMAT),
  tool: z.object({ name: z.literal('xmpp-assay'), version: text }),
  /** Path of the scenario. */
  scenario: text,
  /** Whose behaviour was judged. */
  role: z.enum(['server', 'client', 'service']),
  requirement: text,
  /** Document and section, and what it says, in the catalogue's words at that time. */
  clause: z.string(),
  says: z.string(),
  verdict: z.enum(VERDICTS),
  judge: text,
  /** What deviates; the fingerprint is the hash of requirement, judge and deviation. */
  deviation: z.string(),
  fingerprint: text,
  /** What else failed in the same scope. */
  besides: z.array(z.object({ requirement: text, fingerprint: text })),
  /** The run's seed, and the name of the scope: what the harness drew in it depends on nothing else. */
  seed: count,
  scope: text,
  /** fast-check's path to the minimal example, or the cut as one word; absent when `assay shrink` found it. */
  path: z.string().optional(),
  /** The example of a generated scenario: as it was drawn, and the smallest that is known; or a cut, in both. */
  example: z.object({ drawn: z.unknown(), minimal: z.unknown() }).optional(),
  /** The tabled values of a scripted scenario. */
  parameters: z.unknown().optional(),
  subject: z.object({
    specifier: text,
    name: z.string(),
    version: z.string(),
    carrier: z.string(),
    /** The image that ran, where one did. */
    image: z.object({ name: text, digest: text }).optional(),
  }),
  /** How many scenarios, and examples of one, were under way on the subject at once. */
  underWay: z.object({ jobs: count, lanes: count }),
  /** The command line of the run, and its start (ISO 8601). */
  command: z.string(),
  started: z.string(),
  /** How many copies of the example make one play, where a single one rarely fails again; absent for one. */
  atOnce: z.int().min(2).max(100).optional(),
  /** How often the minimal example was played on the subject by whoever wrote this, and how often it failed alike. */
  reproduced: z.object({ of: count, failed: count }),
  /** Of when `subject.log` is, where the carrier keeps what the subject logs (ISO 8601, by the clock of who keeps it). */
  log: z
    .object({
      from: text,
      until: text,
      /** How many lines of that time are in it, and how many older ones there was no room for. */
      lines: count,
      leftOut: count,
      /** Why it couldn't be read. */
      trouble: z.string().optional(),
    })
    .optional(),
  /** Where `assay shrink` made the example smaller, and with how many plays. */
  shrunk: z.object({ on: text, plays: count }).optional(),
})

/** Everything needed to replay one failure. */
export type Bundle = z.infer<typeof bundleSchema>

/** A bundle's name among those of its run: one for each requirement and fingerprint. */
export function bundleName({
  requirement,
  fingerprint,
}: Pick<Bundle, 'requirement' | 'fingerprint'>): string {
  return `${requirement}-${fingerprint.slice(0, 8)}`
}

/** What a number of plays is followed by, where several copies make one. */
export const ofCopies = ({ atOnce }: Pick<Bundle, 'atOnce'>): string =>
  atOnce === undefined ? '' : `, of ${atOnce} copies at once each`

/** The example to play: `undefined` for a scripted scenario. */
export const exampleOf = ({ example }: Bundle): unknown => example?.minimal
