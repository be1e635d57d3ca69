import type { Clock } from '../core/clock.js'
import { startAddress } from './address.js'
import { startEmbedded } from './embedded.js'
import { parseSpecifier } from './specifier.js'
import type { Subject } from './subject.js'

/**
 * Starts or finds the subject that a specifier names.
 * @param interrupt gives up a start and leaves nothing behind
 * @throws UserError that says what is wrong
 */
export async function startSubject(text: string, clock: Clock, interrupt: AbortSignal): Promise<Subject> {
  const specifier = parseSpecifier(text)
  if (specifier.kind === 'embedded') return startEmbedded(specifier, clock)
  if (specifier.kind === 'address') return startAddress(specifier, clock)
  // testcontainers takes half a second to load, which other subjects need not pay.
  const { startContainer } = await import('./container.js')
  return startContainer(specifier, clock, interrupt)
}
