import type { Account } from '../actors/login.js'
import type { Admin } from '../core/admin.js'
import type { Clock } from '../core/clock.js'
import type { Lender } from '../core/lender.js'
import type { Endpoint } from '../core/link.js'
import type { Role } from '../core/requirement.js'
import type { SubjectFacts } from '../core/results.js'
import type { Bounds } from '../journal/event.js'
import type { Network } from '../net/network.js'
import type { Programs } from './program.js'

/** Gives scenarios accounts of the subject. */
export interface AccountSource {
  /** How accounts come about, as a phrase for reports. */
  readonly how: string
  /**
   * An account nobody else uses until it is given back.
   * @param wish localpart to use where the source makes accounts; others ignore it
   */
  take(wish: string): Promise<Account>
  giveBack(account: Account): void
  /** Ends the connections that the source keeps to make accounts. */
  close?(): Promise<void>
  /** What must not be written to a journal, and what is written instead. */
  readonly secrets: ReadonlyMap<string, string>
}

/** Whether a RST sent by the harness reaches the subject, and how that is known. */
export interface ResetPath {
  carried: boolean
  /** One sentence. */
  how: string
}

/** Where external components connect to a subject (XEP-0114). */
export interface ComponentPort {
  endpoint: Endpoint
  /** What they prove themselves with. */
  secret: string
  /** The domains that are set up for them; no two scenarios play one at once. */
  domains: Lender<string>
}

/** The nodes of a subject that is a cluster. */
export interface SubjectNodes {
  /** Where clients connect to each, at least two; they can change when a node is started again. */
  readonly endpoints: readonly Endpoint[]
}

/** A line that a subject wrote to its log. */
export interface LogLine {
  /** When, by the clock of whoever keeps the log; ms since the Unix epoch. */
  at: number
  text: string
  /** Which node did, from 1, where there are several. */
  node?: number
}

/** An implementation under test that is running and reachable. */
export interface Subject {
  facts: SubjectFacts
  /** The image that it runs from, where it does: its name, and the engine's digest of it. */
  image?: { name: string; digest: string }
  endpoint: Endpoint
  /** Where it is a cluster: its nodes. */
  nodes?: SubjectNodes
  /** What carries connections to `endpoint`. */
  network: Network
  /** What everything that is judged is timed by. */
  clock: Clock
  domain: string
  /** Whether streams are secured by STARTTLS before login. */
  security: 'tls' | 'clear'
  bounds: Bounds
  resetPath: ResetPath
  /** How long a lost session can be resumed (XEP-0198), ms; absent where it isn't known. */
  kept?: number
  /** Within how long it notices that a client hangs on a connection that stays, ms; absent where it isn't known. */
  silence?: number
  /**
   * How often a client has to say something to be taken for alive, ms; absent where it is asked, or nobody looks.
   */
  signs?: number
  accounts: AccountSource
  /** What can be asked of it from outside XMPP. */
  admin?: Admin
  /**
   * Makes it one server that serves clients again, whatever was done to its nodes: the dead are started, partitions
   * healed, and nodes that don't find each other by themselves are made to. Where it takes orders about nodes.
   * @throws Error that says which node did not come back
   */
  rejoin?(): Promise<void>
  /** Where the harness can play external components; absent where none are set up. */
  component?: ComponentPort
  /** The client and the service to test, where the subject has these roles. */
  programs?: Programs
  /** The roles it is tested in. Default: server. */
  roles?: readonly Role[]
  /**
   * Where a subject costs nothing: starts another like it that only the scope of this name uses; `stop` ends it.
   */
  alone?(scope: string): Promise<Subject>
  /** Where a subject costs little: starts another like it, for one scope that would disturb all others. */
  spare?(): Promise<Subject>
  /** The only scope that uses it is over: nothing that happens from now on is judged. */
  over?(): void
  /** How many scenarios its accounts suffice for at once. */
  mostJobs: number
  /** Memory that the subject's process holds now, bytes; absent where the carrier can't tell. */
  memory?(): Promise<number>
  /**
   * What it logged between two times (ms since the Unix epoch), where the carrier keeps that.
   * @throws Error when that can't be read
   */
  log?(from: number, until: number): Promise<LogLine[]>
  /** `undefined` when the subject answers, otherwise a sentence on what is wrong. */
  trouble(): Promise<string | undefined>
  /** Ends what the carrier started; leaves alone what it found running. Safe to call twice. */
  stop(): Promise<void>
}
