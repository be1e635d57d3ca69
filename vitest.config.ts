import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const told = ['default', './suites/meta/skip-reporter.ts']

export default defineConfig({
  test: {
    include: ['{harness,suites,fixtures,reports,docker}/**/*.test.ts'],
    // Two cores are worth two workers; the default leaves one of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: process.env.CI ? [...told, 'json'] : told,
    outputFile: { json: 'reports/out/vitest.json' },
  },
})
