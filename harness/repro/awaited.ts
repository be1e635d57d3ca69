import type { Endpoint } from '../core/link.js'
import { type Network, tcpNetwork } from '../net/network.js'
import type { Program, ProgramUnderTest, Trigger } from '../subjects/program.js'
import type { Subject } from '../subjects/subject.js'

/** What somebody's client or service has to be started with, and until when. */
export interface Awaited {
  trigger: Trigger
  /** How long is waited for it, ms. */
  within: number
}

/** Where the program under test connects to, and who is told what it needs. */
export interface Awaiting {
  /** The specifier that it is called by. */
  on: string
  role: 'client' | 'service'
  endpoint: Endpoint
  awaited(what: Awaited): void
}

/** Time for a person to start a program, ms. */
const PATIENCE = 15 * 60_000

/** Makes of the reference a subject whose client or service somebody starts by hand. */
export function awaitingProgram(reference: Subject, { on, role, endpoint, awaited }: Awaiting): Subject {
  const { programs = {}, bounds, facts } = reference
  const byHand = <T extends Trigger>(program: ProgramUnderTest<T> | undefined) =>
    program && {
      settings: program.settings,
      bounds: { ...program.bounds, login: PATIENCE, scenario: PATIENCE },
      begin: (trigger: T) => {
        awaited({ trigger, within: PATIENCE })
        return startedByHand()
      },
    }
  const one = role === 'client' ? { client: byHand(programs.client) } : { service: byHand(programs.service) }
  return {
    ...reference,
    facts: { ...facts, specifier: on, name: `A ${role}`, version: 'started by hand', carrier: 'address' },
    bounds: { ...bounds, login: PATIENCE, scenario: PATIENCE },
    network: listeningAt(endpoint),
    roles: [role],
    programs: one as NonNullable<Subject['programs']>,
  }
}

/** A program that the harness neither starts nor ends. */
function startedByHand(): Program {
  let over: (last: string) => void = () => undefined
  const ended = new Promise<string>((resolve) => {
    over = resolve
  })
  return { ended, stop: async () => over('left to whoever started it') }
}

/** TCP on which the first that listens anywhere does so at `endpoint`: the host that the program is told first. */
function listeningAt(endpoint: Endpoint): Network {
  let isTaken = false
  return {
    ...tcpNetwork,
    listen: (at, accept) => {
      const chosen = isTaken ? at : endpoint
      isTaken = true
      return tcpNetwork.listen(chosen, accept)
    },
  }
}
