import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end of a test run how many tests did not run, and why. */
export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const reasons = new Map<string, number>()
    for (const module of modules)
      for (const test of module.children.allTests('skipped')) {
        const result = test.result()
        const reason = (result.state === 'skipped' && result.note) || 'no reason is given'
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      }
    for (const [reason, count] of reasons)
      process.stdout.write(`\n${count} ${count === 1 ? 'test' : 'tests'} did not run: ${reason}\n`)
  }
}
