import type { Clock } from '../core/clock.js'
import { freshSeed } from '../core/random.js'
import { startAddress } from './address.js'
import { startEmbedded } from './embedded.js'
import { startSim } from './sim.js'
import { parseSpecifier } from './specifier.js'
import type { Subject } from './subject.js'

/**
 * Starts or finds the subject that a specifier names.
 * @param interrupt gives up a start and leaves nothing behind
 * @param seed of what the subject draws, where that is ours to say
 * @throws UserError that says what is wrong
 */
export async function startSubject(
  text: string,
  clock: Clock,
  interrupt: AbortSignal,
  seed: number = freshSeed(),
): Promise<Subject> {
  const specifier = parseSpecifier(text)
  if (specifier.kind === 'embedded') return startEmbedded(specifier, clock)
  if (specifier.kind === 'sim') return startSim(specifier, seed)
  if (specifier.kind === 'address') return startAddress(specifier, clock)
  // testcontainers takes half a second to load, which other subjects need not pay.
  const { startContainer } = await import('./container.js')
  return startContainer(specifier, clock, interrupt)
}
