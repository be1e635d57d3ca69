import type { Role } from '../core/requirement.js'
import type { Subject } from '../subjects/subject.js'
import { ClientWorld } from './client-world.js'
import type { WorldParts } from './peer-world.js'
import type { Worlds } from './scenario.js'
import { ServiceWorld } from './service-world.js'
import { World } from './world.js'

/** The world in which scenarios for `role` play. @throws when the subject isn't tested in that role */
export function worldFor(role: Role, subject: Subject, parts: WorldParts): Worlds[Role] {
  const { network, programs } = subject
  if (role === 'server') return new World(subject, parts.recorder, parts.clock, parts.random)
  if (role === 'client' && programs?.client !== undefined)
    return new ClientWorld(programs.client, network, parts)
  if (role === 'service' && programs?.service !== undefined)
    return new ServiceWorld(programs.service, network, parts)
  throw new Error(`${subject.facts.specifier} is not tested as a ${role}.`)
}
