import type { Bounds } from '../journal/event.js'
import type { Zone } from '../net/zone.js'

/** What every program under test is told when a scenario starts it. A foreign one gets it as environment. */
interface CommonTrigger {
  /** `ASSAY_JID`: the bare JID of its account. */
  jid: string
  /** `ASSAY_PASSWORD` */
  password: string
  /** `ASSAY_HOST`: where to connect, an address. Without it, the DNS says. */
  host: string | undefined
  /** `ASSAY_PORT` */
  port: number | undefined
  /** What the DNS says; nothing else exists. */
  zone: Zone
  /** `ASSAY_CA`: the certificate authority to trust, PEM (in the environment the path of a file with it). */
  ca: string
}

/** What a client under test is told: look for an instance of these services, use one, stay connected. */
export interface ClientTrigger extends CommonTrigger {
  role: 'client'
  /** `ASSAY_SERVICES`: bare JIDs, separated by spaces. */
  services: readonly string[]
  /** `ASSAY_PING_TIMEOUT` and so on. */
  settings: ClientSettings
}

/** What a service under test is told: be one instance with this priority, and stay connected. */
export interface ServiceTrigger extends CommonTrigger {
  role: 'service'
  /** `ASSAY_RESOURCE` */
  resource: string
  /** `ASSAY_PRIORITY` */
  priority: number
  /** `ASSAY_ADMITS`: bare JIDs of those whose pings it answers, separated by spaces. Without it, everybody's. */
  admits?: readonly string[]
  settings: ServiceSettings
}

export type Trigger = ClientTrigger | ServiceTrigger

/** When a program connects again after a loss (RFC 6120 3.3), in ms. */
export interface ReconnectionSettings {
  /** `ASSAY_RECONNECT_FIRST`: the first delay is a random one from 0 to this. */
  first: number
  /** `ASSAY_RECONNECT_CAP`: the longest delay; the range doubles each time. */
  cap: number
  /** `ASSAY_RECONNECT_LASTING`: a session that lasted as long begins delays and redirects anew. */
  lasting: number
}

/** How a client is set up (docs/dix.md): its profile is known, so that judges know what to expect when. Times in ms. */
export interface ClientSettings {
  /** `ASSAY_PING_TIMEOUT`: how long it waits for a pong. */
  timeout: number
  /** `ASSAY_PING_WINDOW`: how long it collects further pongs after the first. */
  window: number
  /** `ASSAY_PING_TRIES`: how many rounds of pings one search makes. */
  tries: number
  /** `ASSAY_PING_BACK_OFF`: the pause before the second round; doubles, and varies by half either way. */
  backOff: number
  /** `ASSAY_GRACE`: how long an instance's directed presence may take before it is asked for its features. */
  grace: number
  /** `ASSAY_PROOF`: how long its answer to that may take, and then its directed presence. */
  proof: number
  /** `ASSAY_PATIENCE`: how long connecting, the login, and each step of closing may take. Default: its own. */
  patience?: number
  /** `ASSAY_HANDSHAKE_ORDER`: which of directed presence and the question for features comes first. */
  order: 'presence-first' | 'disco-first' | 'parallel'
  /** `ASSAY_TRANSFERS`: whether connection transfers (XEP-0051) are complied with. Default `accept`. */
  transfers?: 'accept' | 'refuse'
  reconnection: ReconnectionSettings
}

/** How a service is set up (docs/dix.md), in ms. */
export interface ServiceSettings {
  /** `ASSAY_STALE`: pings sent longer ago aren't answered. */
  stale: number
  /** `ASSAY_LOAD_INTERVAL`: least time between two announcements of load. */
  interval: number
  reconnection: ReconnectionSettings
}

/** Bounds that the profile sets clients and services besides those of waiting, in ms. */
export interface PeerBounds extends Bounds {
  /** From a pong to disco#info and directed presence: the whole handshake with one instance. */
  handshake: number
  /** From the loss of an instance to the next ping (T_failover). */
  failover: number
  /** A chain of redirects, from the first to a session or its end (T_redirect). */
  redirect: number
}

/** A program under test that a scenario has started. */
export interface Program {
  /** Resolves when it is over by itself or stopped, with what it said last; never rejects. */
  readonly ended: Promise<string>
  /** Ends it. Safe to call twice. */
  stop(): Promise<void>
}

/** A client or service under test: something that can be started as often as scenarios ask. */
export interface ProgramUnderTest<T extends Trigger> {
  bounds: PeerBounds
  settings: T['settings']
  /**
   * Starts it. It connects and stays connected until it is stopped.
   * @param log takes each line that it says
   */
  begin(trigger: T, log: (line: string) => void): Program
}

/** The programs that a subject has. */
export interface Programs {
  client?: ProgramUnderTest<ClientTrigger>
  service?: ProgramUnderTest<ServiceTrigger>
}
