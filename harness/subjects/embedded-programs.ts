import { DixClient } from '../../fixtures/reference/client/index.js'
import type { ConnectionOptions } from '../../fixtures/reference/connection/index.js'
import { DixService } from '../../fixtures/reference/service/index.js'
import { describeEnd } from '../../fixtures/reference/session/index.js'
import type { ClientVariant, ServiceVariant } from '../../fixtures/variants/variant.js'
import type { Clock } from '../core/clock.js'
import type { Random } from '../core/random.js'
import type { Role } from '../core/requirement.js'
import type { Network } from '../net/network.js'
import { ZoneResolver } from '../net/zone.js'
import type { ClientTrigger, Program, Programs, ServiceTrigger, Trigger } from './program.js'

/** How the reference programs are started in this process. */
export interface EmbeddedPrograms {
  bounds: NonNullable<Programs['client']>['bounds']
  settings: { client: ClientTrigger['settings']; service: ServiceTrigger['settings'] }
  network: Network
  clock: Clock
  /** Where ids and nonces come from. */
  random: Random
  /** The faulty build to start in place of the reference. */
  variant: ClientVariant | ServiceVariant | undefined
  /** Told of each program, before it begins. */
  made?(role: Role, build: object): void
}

/** Tells what a program says, and when it is over. */
interface Voice {
  log(line: string): void
  over(last: string): void
}

/** The reference client and service, or a faulty variant of one, as programs in this process. */
export function embeddedPrograms(how: EmbeddedPrograms): Required<Programs> {
  const { bounds, settings, random } = how
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
  how: EmbeddedPrograms,
  random: Random,
  { log, over }: Voice,
): Promise<() => Promise<unknown>> {
  const { services, settings } = trigger
  const { patience, transfers = 'accept' } = settings
  const client = new DixClient({
    ...connection(trigger, how, random),
    ...(patience === undefined ? {} : { patience }),
    redirects: { transfers },
    services,
    order: settings.order,
    timing: settings,
  })
  if (how.variant?.role === 'client') how.variant.patch(client)
  how.made?.('client', client)
  client.on('found', (instance) => log(`found ${instance}`))
  client.on('lost', (instance, why) => log(`lost ${instance}: ${why}`))
  client.on('failed', ({ message }) => log(`failed: ${message}`))
  client.on('trouble', ({ message }) => log(`trouble: ${message}`))
  client.on('ended', (end) => over(describeEnd(end)))
  client.start().catch((error: Error) => over(error.message))
  return () => client.end()
}

async function beginService(
  trigger: ServiceTrigger,
  how: EmbeddedPrograms,
  random: Random,
  { log, over }: Voice,
): Promise<() => Promise<unknown>> {
  const { resource, priority, admits, settings } = trigger
  const { stale, interval } = settings
  const service = new DixService({
    ...connection(trigger, how, random),
    resource,
    priority,
    stale,
    load: { interval },
    ...(admits === undefined ? {} : { admits: ({ bare }) => admits.includes(bare) }),
  })
  if (how.variant?.role === 'service') how.variant.patch(service)
  how.made?.('service', service)
  service.on('trouble', ({ message }) => log(`trouble: ${message}`))
  service.on('ended', (end) => over(describeEnd(end)))
  service.start().catch((error: Error) => over(error.message))
  return () => service.stop()
}

function connection(
  { jid, password, host, port, ca, zone, settings }: Trigger,
  { network, clock }: EmbeddedPrograms,
  random: Random,
): ConnectionOptions {
  return {
    jid,
    password,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    connect: (to) => network.dial(to),
    resolver: new ZoneResolver(zone),
    clock,
    random,
    trust: { ca, verify: 'full' },
    reconnection: { ...settings.reconnection },
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
