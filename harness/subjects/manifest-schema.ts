import { z } from 'zod'

const text = z.string('text is missing').min(1, 'text is missing')
const ms = z.int('needs a whole number of milliseconds').positive('needs to be above 0')
const port = z.int('needs a port number').min(1, 'needs a port number').max(65535, 'needs a port number')
const command = z.array(text, 'needs a list of words').min(1, 'needs at least one word')
const map = <T extends z.ZodType>(value: T) => z.record(z.string(), value, 'needs keys with values')

const regex = text.refine((source) => {
  try {
    return new RegExp(source).source !== ''
  } catch {
    return false
  }
}, 'is no regular expression')

const common = {
  id: text,
  name: text,
  /** The parts it can play in a scenario. */
  roles: z
    .array(z.enum(['server', 'client', 'service'], 'needs server, client or service'), 'needs a list')
    .min(1, 'needs at least one role'),
  /** What must be there to run it, as a phrase. */
  needs: text,
  /** How accounts come about, as a phrase. */
  accounts: text,
  bounds: z.strictObject(
    {
      route: ms,
      unavailable: ms,
      login: ms,
      close: ms,
      scenario: ms,
      order: ms.optional(),
      lag: ms.optional(),
    },
    { error: unknownKey('needs route, unavailable, login, close and scenario, and can have order and lag') },
  ),
  /** How long a lost session can be resumed (XEP-0198), ms; without it no scenario waits for its expiry. */
  kept: ms.optional(),
  /** Within how long it notices that a client hangs on a connection that stays, ms; absent where that isn't known. */
  silence: ms.optional(),
}

/** When a program connects again after a loss. */
const reconnection = z.strictObject(
  { first: ms, cap: ms, lasting: ms },
  { error: unknownKey('needs first, cap and lasting') },
)

/** What the reference is told, and what is known about its client and its service. */
const programs = {
  /** What its server is told: when it pings a silent client, and how long that may take to say something. */
  server: z.strictObject({ silence: ms, pong: ms }, { error: unknownKey('needs silence and pong') }),
  /** Bounds of its client and service (harness/subjects/program.ts), besides the others. */
  peers: z.strictObject(
    { handshake: ms, failover: ms, redirect: ms },
    { error: unknownKey('needs handshake, failover and redirect') },
  ),
  /** What its client is told. */
  client: z.strictObject(
    {
      timeout: ms,
      window: ms,
      tries: z.int('needs a whole number').positive('needs to be above 0'),
      backOff: ms,
      grace: ms,
      proof: ms,
      order: z.enum(
        ['presence-first', 'disco-first', 'parallel'],
        'needs presence-first, disco-first or parallel',
      ),
      reconnection,
    },
    { error: unknownKey('needs timeout, window, tries, backOff, grace, proof, order and reconnection') },
  ),
  /** What its service is told. */
  service: z.strictObject(
    { stale: ms, interval: ms, reconnection },
    { error: unknownKey('needs stale, interval and reconnection') },
  ),
}

const embedded = z.strictObject(
  { carrier: z.literal('embedded'), ...common, ...programs },
  { error: unknownKey('') },
)

const sim = z.strictObject({ carrier: z.literal('sim'), ...common, ...programs }, { error: unknownKey('') })

const address = z.strictObject({ carrier: z.literal('address'), ...common, port }, { error: unknownKey('') })

/**
 * How containers become one server, and how that is undone. In commands `{first}` is the host name of the first,
 * `{host}` the one where the command runs, `{other}` that of another node, and `{run}` a name of this run alone.
 */
const cluster = z.strictObject(
  {
    nodes: z.int('needs a whole number').min(2, 'needs at least 2'),
    /** Makes a node, all but the first, join the others; it starts anew and logs `ready` again. */
    join: command,
    /** Prints the host names of all members that the node reaches. */
    members: command,
    /** Cuts the node off from `{other}`; both are told to. Clients reach it as before. */
    cut: command,
    /** Lets the node reach `{other}` again, after `cut` or when neither was cut off. */
    heal: command,
    /** Makes the node, when it is started anew, take the first one's word about what they disagree on. */
    yield: command,
  },
  { error: unknownKey('needs nodes, join, members, cut, heal and yield') },
)

/** A way to run the subject that somebody could choose instead of the usual one, by `?tuned=`. */
const tuning = z.strictObject(
  {
    /** What it changes, as a sentence. */
    says: text,
    /** Variables over those of the manifest. */
    environment: map(z.string('needs text')),
    /** The bound that it changes, ms; see above. */
    silence: ms.optional(),
    /** How often clients have to say something to be taken for alive, ms; absent where they are asked. */
    signs: ms.optional(),
  },
  { error: unknownKey('needs says and environment') },
)

/** What `features` says of a server that lets anybody register. */
const REGISTRATION = 'in-band-registration'

const container = z
  .strictObject(
    {
      carrier: z.literal('container'),
      ...common,
      /** Name of the image; its tags are the versions. */
      image: text,
      versions: z.array(text, 'needs a list').min(1, 'needs at least one version'),
      /** Makes the running subject say its version; the pattern's first group is it. */
      version: z.strictObject(
        { command, pattern: regex },
        { error: unknownKey('needs command and pattern') },
      ),
      port,
      domain: text,
      /** How long nobody connects after the end of a connection, ms; for servers that confuse the two. */
      settle: ms.optional(),
      /** Part of the log line that says it accepts connections. */
      ready: text,
      features: z.array(text, 'needs a list'),
      /**
       * External components (XEP-0114) that the harness can play: where they connect, their secret, and their domains,
       * numbered from 1 at `{n}`. With one for each scenario none meets what the server still holds of another.
       */
      component: z
        .strictObject(
          {
            port,
            domain: text.includes('{n}', { error: 'needs a "{n}"' }),
            count: z.int('needs a whole number').positive('needs to be above 0'),
            secret: text,
          },
          { error: unknownKey('needs port, domain, count and secret') },
        )
        .transform(({ domain, count, ...rest }) => ({
          ...rest,
          domains: Array.from({ length: count }, (_, index) => domain.replace('{n}', `${index + 1}`)),
        }))
        .optional(),
      /**
       * What is set in the container; `{domain}`, `{run}` (a name of this run alone), `{host}`, and the `{components}`
       * with their `{secret}` are filled in.
       */
      environment: map(z.string('needs text')),
      /** Other settings, by name. */
      tuned: map(tuning).optional(),
      /** What else can be set, and what it does. */
      knobs: map(text),
      /** What can be done to it, as commands inside the container. A verb it has no command for is missing. */
      admin: z.record(z.string(), command, 'needs verbs with commands'),
      /** For a server of several nodes, each in a container. */
      cluster: cluster.optional(),
      /** A command that starts it without Assay. */
      reproduce: text,
    },
    { error: unknownKey('') },
  )
  .refine(({ admin, features }) => 'add-user' in admin || features.includes(REGISTRATION), {
    path: ['admin'],
    error: `lacks "add-user", which accounts need where "features" has no "${REGISTRATION}"`,
  })

/** What a file in fixtures/subjects may hold. */
export const manifestSchema = z.discriminatedUnion('carrier', [embedded, sim, container, address], {
  error: ({ code, input }) =>
    code === 'invalid_union'
      ? `needs "embedded", "sim", "container" or "address", not ${JSON.stringify((input as { carrier?: unknown }).carrier)}`
      : 'the file holds no keys',
})

/** Everything that is known about a subject before it runs. */
export type Manifest = z.infer<typeof manifestSchema>
export type ReferenceManifest = z.infer<typeof embedded> | z.infer<typeof sim>
export type ContainerManifest = z.infer<typeof container>

function unknownKey(otherwise: string): (issue: { code?: string; keys?: unknown }) => string | undefined {
  return ({ code, keys }) => {
    if (code !== 'unrecognized_keys') return otherwise === '' ? undefined : otherwise
    return `there is no key ${(keys as string[]).map((key) => `"${key}"`).join(', ')}`
  }
}
