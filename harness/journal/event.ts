import type { Verb } from '../core/admin.js'
import type { Role } from '../core/requirement.js'
import type { FlowPlaces } from '../core/results-cuts.js'

/** How a connection ended, as the harness saw it. */
export type ConnectionEnd = 'fin' | 'reset' | 'refused' | 'failed'

/** Why a scope's script stopped. */
export type ScopeOutcome =
  | 'done'
  | 'inapplicable'
  | 'not-seen'
  | 'gone'
  | 'deadline'
  | 'error'
  | 'interrupted'

/**
 * Which part an exercise plays: `only` for a scripted scenario; for generated scenarios `explore` for a drawn
 * example, `shrink` for one tried while shrinking, `final` for the smallest failing one, run once more; for enumerated
 * scenarios `explore` for each cut, and for the play in which nothing is.
 */
export type Phase = 'only' | 'explore' | 'shrink' | 'final'

/** An action of a fault proxy (docs/chaos.md); `ms` and `jitter` are those of a delay. */
export interface FaultAction {
  do: string
  ms?: number
  jitter?: number
  [parameter: string]: unknown
}

/** What happened, without its number, time and scope. */
export type Entry =
  | {
      kind: 'run-start'
      format: 'assay-journal/1'
      run: string
      tool: string
      node: string
      seed: number
      /** ISO 8601. */
      date: string
      command: string
      selection: { only: string[]; profile: string; role?: Role }
    }
  | {
      kind: 'subject'
      specifier: string
      name: string
      version: string
      carrier: string
      domain: string
      notes: string[]
      /** Bounds of waiting, in ms. */
      bounds: Bounds
    }
  | {
      kind: 'scope-start'
      scenario: string
      /** Whose behaviour is judged; without it the server's. */
      role?: Role
      proves: string[]
      phase: Phase
      /** The tabled or drawn values, or the cut. */
      parameters?: unknown
      /** fast-check's path to the drawn example, or the cut as one word. */
      path?: string
      /** The requirement whose failure is being shrunk. */
      about?: string
    }
  | { kind: 'step'; text: string }
  /** An account was made, or a bare JID is known not to have one. */
  | { kind: 'account'; jid: string; state: 'made' | 'absent' }
  | { kind: 'open'; conn: string; host: string; port: number }
  /** The subject connected to the endpoint of the harness given here. */
  | { kind: 'accepted'; conn: string; host: string; port: number }
  /** TLS is up; `sni` is the name that a subject as its client asked for. */
  | { kind: 'secure'; conn: string; protocol: string; sni?: string }
  /** Whoever is the server on this connection presents this certificate, for the first time in the scope. */
  | { kind: 'certificate'; conn: string; pem: string }
  /** What the DNS is to say to the program that is started now: `srv` and `addresses` by name. */
  | { kind: 'zone'; zone: unknown }
  /** Bytes above TLS, UTF-8 text unless `encoding` says `base64`. `sent` is from the harness to the subject. */
  | { kind: 'sent' | 'received'; conn: string; data: string; encoding?: 'base64' }
  | { kind: 'ended'; conn: string; by: 'harness' | 'subject'; how: ConnectionEnd; detail?: string }
  /**
   * Whoever the harness plays on this connection hangs, as a process that is stopped: it reads and writes nothing
   * until it is `awake`, and the connection stays. With `black-hole` nothing that it sends arrives, acknowledgements
   * of the transport neither, and nothing arrives there.
   */
  | { kind: 'silent'; conn: string; because?: 'black-hole' }
  | { kind: 'awake'; conn: string }
  /** What a fault proxy does to the connection; a lasting action begins and ends, the others are over at once. */
  | { kind: 'fault'; conn: string; band: 'begin' | 'end' | 'instant'; action: FaultAction }
  /** What went one way over a connection through a proxy, in all, and where it could have been cut. */
  | ({ kind: 'measured' } & FlowPlaces)
  | { kind: 'check'; requirement: string; judge: string; args: unknown }
  | { kind: 'scope-end'; outcome: ScopeOutcome; detail: string }
  /** The subject was asked for something from outside XMPP; at once, and when that was done. */
  | { kind: 'ordered' | 'carried-out'; verb: Verb; order: unknown }
  /** A line the subject logged. */
  | { kind: 'log'; text: string }
  | { kind: 'died'; scenario: string; step: string; detail: string }
  | { kind: 'run-end'; reason: 'finished' | 'interrupted' | 'subject-died' }

/** One line of `journal.ndjson`. */
export type JournalEvent = Entry & {
  /** Number in the run, from 1, without gaps. */
  n: number
  /** Milliseconds since the start of the run. */
  t: number
  /** Scenario path, or scenario path and example number, that the event belongs to. */
  scope?: string
}

/** How long the harness waits for each class of event, in ms (catalogue section "time bounds"). */
export interface Bounds {
  /** A stanza is routed, or an IQ answered. */
  route: number
  /** An unavailable after a visible end of the stream. */
  unavailable: number
  /** Connecting, TLS and login, each. */
  login: number
  /** A closing handshake. */
  close: number
  /** A whole scenario. */
  scenario: number
  /** An order from outside XMPP is carried out; as long as `login` where it isn't given. */
  order?: number
  /**
   * What one node of the subject has processed the others know so much later; absent where there is one. Nothing counts
   * as processed before.
   */
  lag?: number
}
