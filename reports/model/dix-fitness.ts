import type { Results } from '../../harness/core/results.js'
import type { Verdict } from '../../harness/core/verdict.js'
import { byBranch } from './behaviour.js'
import { counted } from './text.js'

/** What a server has to do for DIX, by the requirement that proves it. */
export const NEEDS: readonly [requirement: string, need: string][] = [
  ['DIX-LB-b', 'A ping reaches the instance with the highest priority'],
  ['DIX-FAIL-c', 'When that one is lost, the next ping reaches the next one'],
  ['RFC6121-8.5.2.1.1-k', 'A drained instance, one with a negative priority, receives no ping'],
  ['RFC6121-8.5.2.1.1-m', 'An instance that has not announced itself receives none beside one that has'],
  ['RFC6121-8.5.3.1-c', 'Pongs and requests reach the full JID they are sent to'],
  ['RFC6121-8.5.3.2.3-a', 'A request to an instance that is gone brings an error'],
  ['DIX-PRES-c', 'Client and instance are told when the other goes away, however it goes'],
]

/** Situations that the specifications leave to the server, by the requirement that records what it does. */
export const SITUATIONS: readonly [requirement: string, situation: string][] = [
  ['RFC6121-8.5.2.1.1-n', 'Several instances share the highest priority'],
  ['RFC6121-8.5.2.1.1-o', 'The instances have different priorities'],
  ['RFC6121-8.5.2.1.1-l', 'All instances are drained (negative priority)'],
  ['RFC6120-10.5.3.2-a', 'Instances are connected, but none has announced itself'],
  ['RFC6121-8.5.2.2.1-a', 'No instance is connected'],
  ['RFC6121-8.5.3.2.1-a', 'A normal message is sent to an instance that is gone'],
  ['RFC6121-8.5.3.2.1-b', 'A chat message is sent to an instance that is gone'],
  ['RFC6120-7.5-a', 'Two instances ask for the same resource'],
]

/** Whether a requirement is about sending clients elsewhere. */
export const isRedirect = (requirement: string): boolean =>
  /^(?:RFC6120-4\.9\.3\.19|XEP0051)-/.test(requirement)

/** The verdict of a run on one requirement, and how it deviates. */
export function standOn(requirement: string, { requirements, verdicts }: Results) {
  const verdict: Verdict =
    requirements.find((each) => each.requirement === requirement)?.verdict ?? 'untested'
  const deviations = verdicts
    .filter((each) => each.requirement === requirement && each.verdict === verdict)
    .flatMap(({ deviation }) => (verdict === 'fail' ? [deviation] : []))
  return { verdict, deviations: [...new Set(deviations)] }
}

/** Whether the run shows that DIX works on its subject, with what stands against it. */
export function fitness(run: Results): { fit: 'fit' | 'not fit' | 'not shown'; because: string[] } {
  const stands = NEEDS.map(([requirement, need]) => ({ need, verdict: standOn(requirement, run).verdict }))
  const broken = stands.filter(({ verdict }) => verdict === 'fail')
  if (broken.length > 0) return { fit: 'not fit', because: broken.map(({ need }) => need) }
  const open = stands.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'pass-lax')
  return { fit: open.length === 0 ? 'fit' : 'not shown', because: open.map(({ need }) => need) }
}

/** What the subject does in one of the situations, the most frequent first; empty where the run does not tell. */
export function reactions(requirement: string, run: Results): string[] {
  const choice = run.profile.choices.find(
    (each) => each.requirement === requirement && each.role === 'server',
  )
  const groups = choice === undefined ? [] : byBranch(choice)
  const taken = groups.map(([branch, where]) =>
    groups.length === 1 ? branch : `${branch} (${counted(where.length, 'scenario', 'scenarios')})`,
  )
  const { verdict, deviations } = standOn(requirement, run)
  return verdict === 'fail' ? [...taken, ...deviations.map((each) => `against the clause: ${each}`)] : taken
}
