import { DixClient } from '../../fixtures/reference/client/index.js'
import { settingsOf as clientSettings } from '../../fixtures/reference/client/options.js'
import { describeEnd } from '../../fixtures/reference/dix.js'
import { DixService } from '../../fixtures/reference/service/index.js'
import { settingsOf as serviceSettings } from '../../fixtures/reference/service/options.js'
import { openSession, type SessionOptions } from '../../fixtures/reference/session/index.js'
import type { ClientVariant, ServiceVariant } from '../../fixtures/variants/variant.js'
import type { Clock } from '../core/clock.js'
import { freshSeed, type Random, seededRandom } from '../core/random.js'
import type { Network } from '../net/network.js'
import type { ClientTrigger, Program, Programs, ServiceTrigger, Trigger } from './program.js'

/** How the reference programs are started in this process. */
export interface EmbeddedPrograms {
  bounds: NonNullable<Programs['client']>['bounds']
  settings: { client: ClientTrigger['settings']; service: ServiceTrigger['settings'] }
  network: Network
  clock: Clock
  /** The faulty build to start in place of the reference. */
  variant: ClientVariant | ServiceVariant | undefined
}

/** Tells what a program says, and when it is over. */
interface Voice {
  log(line: string): void
  over(last: string): void
}

/** The reference client and service, or a faulty variant of one, as programs in this process. */
export function embeddedPrograms(how: EmbeddedPrograms): Required<Programs> {
  const random = seededRandom(String(freshSeed()))
  const { bounds, settings } = how
  return {
    client: {
      bounds,
      settings: settings.client,
      begin: (trigger, log) => running(log, (voice) => beginClient(trigger, how, random, voice)),
    },
    service: {
      bounds,
      settings: settings.service,
      begin: (trigger, log) => running(log, (voice) => beginService(trigger, how, random, voice)),
    },
  }
}

async function beginClient(
  trigger: ClientTrigger,
  { network, clock, variant }: EmbeddedPrograms,
  random: Random,
  { log, over }: Voice,
): Promise<() => Promise<unknown>> {
  const session = sessionOptions(trigger, network, clock, random)
  const settings = clientSettings({ ...session, services: trigger.services, timing: trigger.settings })
  const parts = { session: await openSession(session), settings }
  if (variant?.role === 'client') variant.patch(parts)
  const client = new DixClient(parts.session, parts.settings, { clock, random })
  client.on('found', (instance) => log(`found ${instance}`))
  client.on('lost', (instance, why) => log(`lost ${instance}: ${why}`))
  client.on('failed', ({ message }) => log(`failed: ${message}`))
  client.on('ended', (end) => over(describeEnd(end)))
  client.find().catch(() => client.end())
  return () => client.end()
}

async function beginService(
  trigger: ServiceTrigger,
  { network, clock, variant }: EmbeddedPrograms,
  random: Random,
  { over }: Voice,
): Promise<() => Promise<unknown>> {
  const { resource, priority, settings: told } = trigger
  const session = { ...sessionOptions(trigger, network, clock, random), resource }
  const settings = serviceSettings({
    ...session,
    priority,
    stale: told.stale,
    load: { interval: told.interval },
  })
  const parts = { session: await openSession(session), settings }
  if (variant?.role === 'service') variant.patch(parts)
  const service = new DixService(parts.session, parts.settings, clock)
  service.on('ended', (end) => over(describeEnd(end)))
  await service.start()
  return () => service.stop()
}

function sessionOptions(trigger: Trigger, network: Network, clock: Clock, random: Random): SessionOptions {
  const { jid, password, host, port, ca } = trigger
  return {
    jid,
    password,
    connect: () => network.dial({ host, port }),
    clock,
    random,
    trust: { ca, verify: 'full' },
  }
}

/** Makes a program of something that begins and then goes on until it is told to stop. */
function running(
  log: (line: string) => void,
  begin: (voice: Voice) => Promise<() => Promise<unknown>>,
): Program {
  let over: (last: string) => void = () => undefined
  const ended = new Promise<string>((resolve) => {
    over = resolve
  })
  const begun = begin({ log, over }).catch((error: unknown) => {
    over(error instanceof Error ? error.message : String(error))
    return async () => undefined
  })
  return {
    ended,
    stop: async () => {
      const stop = await begun
      await stop()
    },
  }
}
