import { Command } from 'commander'
import { emitTestCommand } from './emit-test.js'
import type { Io } from './io.js'
import { replayCommand } from './replay.js'
import { serveCommand } from './serve.js'
import { shrinkCommand } from './shrink.js'

/** Reads a whole number from `least` to `most`; the message names the option. */
type Whole = (name: string, least: number, most: number) => (text: string) => number

const BUNDLE = 'folder of a bundle, for example reports/out/latest/bundles/<name>'
const ON = 'the subject, as for "assay run"; the default is the bundle\'s'

/** The commands that take a repro bundle. */
export function bundleCommands(io: Io, finish: (code: number) => void, whole: Whole): Command[] {
  return [
    new Command('replay')
      .description('play the example of a repro bundle again: FIXED, STILL FAILS, DIFFERS or CANNOT REPLAY')
      .argument('<bundle>', BUNDLE)
      .option('--on <subject>', ON)
      .option(
        '--times <number>',
        'how often it is played; by default once on sim, else 3 to 20 times',
        whole('--times', 1, 1000),
      )
      .action(async (bundle, options) => finish(await replayCommand(io, bundle, options))),
    new Command('shrink')
      .description('look for a smaller example that fails alike, confirm it on the subject, and keep it')
      .argument('<bundle>', BUNDLE)
      .option('--on <subject>', ON)
      .option('--budget <seconds>', 'for how long examples are tried', whole('--budget', 1, 86_400), 120)
      .action(async (bundle, options) => finish(await shrinkCommand(io, bundle, options))),
    new Command('emit-test')
      .description('write a test for vitest that replays a repro bundle and expects it to be fixed')
      .argument('<bundle>', BUNDLE)
      .option('--out <file>', 'a new file for it; without it the test is printed')
      .action((bundle, options) => finish(emitTestCommand(io, bundle, options))),
    new Command('serve')
      .description('play the other side of a repro bundle once, and show every stanza as it goes')
      .argument('<bundle>', BUNDLE)
      .option(
        '--on <subject>',
        `${ON}; for a client or service address:<host>:<port>, where to listen for it`,
      )
      .option('--keep', 'leave the subject up until Ctrl-C')
      .action(async (bundle, options) => finish(await serveCommand(io, bundle, options))),
  ]
}
