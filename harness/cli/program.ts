import { Command, type CommanderError, Option } from 'commander'
import { usageError } from '../core/exit.js'
import { toolVersion } from '../core/version.js'
import { DETECT_ON, DETECT_PLAY } from '../run/detect.js'
import { PROFILES } from '../run/select.js'
import { benchCommand } from './bench.js'
import { bundleCommands } from './bundles.js'
import { chaosCommand, faultsIn } from './chaos.js'
import { compareCommand } from './compare.js'
import { detectCommand } from './detect.js'
import { doctorCommand } from './doctor.js'
import type { Io } from './io.js'
import { judgeCommand } from './judge.js'
import { listCommand } from './list.js'
import { referenceCommand } from './reference.js'
import { runCommand } from './run-several.js'

/** Reads a whole number from `least` to `most`; the message names the option. */
function whole(name: string, least: number, most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw usageError(`The value "${text}" of ${name} is not a whole number from ${least} to ${most}.`)
    return value
  }
}

const collect = (value: string, before: string[] = []) => [...before, value]

/**
 * The command line. Each command resolves to the exit code.
 * @param finish takes the exit code of the command that ran
 */
export function program(io: Io, finish: (code: number) => void): Command {
  const root = new Command('assay')
    .description(
      'Conformance and chaos suite for XMPP: discovery, failover and redirect, judged from the bytes.',
    )
    .version(toolVersion())
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: () => undefined })
  const seed = () =>
    new Option('--seed <number>', 'seed of everything drawn').argParser(whole('--seed', 0, 2 ** 31 - 1))
  const jobs = () =>
    new Option('--jobs <number>', 'scenarios under way at once').argParser(whole('--jobs', 1, 64))

  root
    .command('run')
    .description('run the suites against one or more subjects, report, and compare them')
    .argument(
      '[subjects...]',
      'embedded[:variant][?tls=none], sim[:variant][?tls=starttls|?latency=<ms>], container:<image>[@version][?tuned=<name>|?patch=<name>], address:<host>[:port][?domain=…], or all: every server that Assay starts by itself',
      ['embedded'],
    )
    .option('--only <name>', 'requirement id or scenario path; may be repeated', collect, [])
    .addOption(new Option('--profile <name>', 'selection of requirements').choices(PROFILES).default('core'))
    .addOption(
      new Option('--role <role>', 'only scenarios for this role of the subject').choices([
        'server',
        'client',
        'service',
      ]),
    )
    .addOption(seed())
    .addOption(jobs())
    .option('--path <path>', 'replay this drawn example, or cut point, of the one scenario named by --only')
    .option(
      '--examples <number>',
      'drawn examples of each generated scenario, and cut points of each enumerated one',
      whole('--examples', 1, 100_000),
    )
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--expect <file>', 'expectations file; the default is the one of the subject, if there is one')
    .addOption(
      new Option('--gate <strength>', 'which failures gate').choices(['should', 'must']).default('should'),
    )
    .option(
      '--allow-inconclusive <number>',
      'requirements that may stay inconclusive',
      whole('--allow-inconclusive', 0, 10_000),
      0,
    )
    .option('--page <file>', 'write the page for operators that compares the subjects, too')
    .action(async (subjects, options) => finish(await runCommand(io, subjects, options)))

  root
    .command('chaos')
    .description('play drawn workloads of coming and going instances, and judge their whole histories')
    .argument('[subject]', 'a server, as for "assay run"', 'embedded')
    .option('--duration <seconds>', 'for how long workloads are begun', whole('--duration', 1, 86_400), 60)
    .option(
      '--faults <names>',
      'among which faults, with commas between: none, links, nodes, restart, redirects; without it among all',
      faultsIn,
    )
    .addOption(seed())
    .option('--out <folder>', 'where reports go', 'reports/out')
    .option('--expect <file>', 'expectations file; the default is the one of the subject, if there is one')
    .action(async (subject, options) => finish(await chaosCommand(io, subject, options)))

  root
    .command('list')
    .description('list what there is')
    .argument('<what>', 'requirements, scenarios, subjects or variants')
    .option('--json', 'as JSON')
    .action((what, options) => finish(listCommand(io, what, options)))

  root
    .command('doctor')
    .description('check that a subject, and what it needs here, is ready')
    .argument('[subject]', 'subject to check', 'embedded')
    .action(async (subject) => finish(await doctorCommand(io, subject)))

  root
    .command('detect')
    .description(
      'run the suites against every faulty variant: each must be caught by exactly what it declares',
    )
    .option('--only <variant>', 'variant name; may be repeated', collect, [])
    .addOption(new Option('--on <carrier>', 'what the variants run on').choices(DETECT_ON).default('sim'))
    .addOption(
      new Option(
        '--play <which>',
        'the scenarios played on a variant: all, or in sim those that reach what it replaces',
      )
        .choices(DETECT_PLAY)
        .default('reached'),
    )
    .addOption(seed().default(1))
    .addOption(jobs())
    .option('--share <i/n>', 'only this share of the variants, in this process')
    .option('--json', 'as JSON')
    .action(async (options) => finish(await detectCommand(io, options)))

  root
    .command('bench')
    .description('put the same load of pings on subjects and compare')
    .argument('[subjects...]', 'subjects, measured one after the other', ['embedded'])
    .option('--services <number>', 'services', whole('--services', 1, 10_000), 1)
    .option('--instances <number>', 'instances of each service', whole('--instances', 1, 5000), 500)
    .option('--clients <number>', 'clients that ping', whole('--clients', 1, 1_000_000), 200)
    .option('--pings <number>', 'pings in all', whole('--pings', 1, 10_000_000), 100_000)
    .option('--handovers <number>', 'changes of the top instance', whole('--handovers', 0, 100_000), 100)
    .option('--limit <seconds>', 'longest time for one subject', whole('--limit', 1, 86_400), 600)
    .option('--json', 'as JSON')
    .action(async (subjects, options) => finish(await benchCommand(io, subjects, options)))

  root
    .command('judge')
    .description('judge the journal of a run again')
    .argument('<run>', 'folder of the run, for example reports/out/latest')
    .option('--expect <file>', 'expectations file')
    .addOption(
      new Option('--gate <strength>', 'which failures gate').choices(['should', 'must']).default('should'),
    )
    .option(
      '--allow-inconclusive <number>',
      'requirements that may stay inconclusive',
      whole('--allow-inconclusive', 0, 10_000),
      0,
    )
    .action(async (run, options) => finish(await judgeCommand(io, run, options)))

  root
    .command('compare')
    .description('put recorded runs of several subjects side by side')
    .argument('<runs...>', 'folders of runs, or their results.json; at least two')
    .option('--out <folder>', 'where the folder of the comparison goes', 'reports/out')
    .option('--page <file>', 'write the page for operators, too, for example docs/servers.md')
    .action(async (runs, options) => finish(await compareCommand(io, runs, options)))

  for (const command of bundleCommands(io, finish, whole)) root.addCommand(command)
  root.addCommand(referenceCommand(io, finish, whole('--port', 0, 65_535)))
  for (const command of [root, ...root.commands, ...root.commands.flatMap((c) => c.commands)]) {
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: () => undefined })
    command.showHelpAfterError(false)
  }
  return root
}

/** The one sentence for what commander found wrong; `undefined` where it only showed help or the version. */
export function commanderProblem(error: CommanderError): string | undefined {
  if (['commander.helpDisplayed', 'commander.version', 'commander.help'].includes(error.code))
    return undefined
  const sentence = error.message.replace(/^error: /, '').replace(/\s+/g, ' ')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.?)]$/.test(sentence) ? '' : '.'} See "assay --help".`
}
