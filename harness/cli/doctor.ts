import { systemClock } from '../core/clock.js'
import { EXIT, UserError } from '../core/exit.js'
import { engineTrouble } from '../subjects/engine.js'
import { startSubject } from '../subjects/start.js'
import type { Io } from './io.js'

/** Says what of the machine and the subject is ready; 69 when the subject cannot be tested. */
export async function doctorCommand(io: Io, specifier: string): Promise<number> {
  const { green, yellow, red } = io.colors
  const tell = (mark: string, sentence: string) => io.out(`${mark} ${sentence}\n`)
  tell(green('ok  '), `Node ${process.version} on ${process.platform}.`)
  const engine = await engineTrouble()
  if (engine === undefined) tell(green('ok  '), 'A container engine answers.')
  else tell(yellow('note'), `${engine} Subjects that begin with "container:" cannot run.`)
  try {
    const subject = await startSubject(specifier, systemClock, io.interrupt)
    try {
      const { facts, accounts, resetPath, endpoint, security } = subject
      tell(
        green('ok  '),
        `${facts.specifier} is ${facts.name} ${facts.version}, domain ${facts.domain}, at ${endpoint.host}:${endpoint.port}.`,
      )
      tell(
        green('ok  '),
        `Streams are ${security === 'tls' ? 'secured by STARTTLS' : 'in clear'}; accounts are ${accounts.how}.`,
      )
      tell(resetPath.carried ? green('ok  ') : yellow('note'), resetPath.how)
      const account = await accounts.take('doctor')
      accounts.giveBack(account)
      tell(green('ok  '), 'An account can be had.')
      return EXIT.ok
    } finally {
      await subject.stop()
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    tell(red('fail'), error.message)
    return error.exitCode
  }
}
