import { defineConfig } from 'vitest/config'

const told = ['default', './suites/meta/skip-reporter.ts']

export default defineConfig({
  test: {
    include: ['{harness,suites,fixtures,reports,docker}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: process.env.CI ? [...told, 'json'] : told,
    outputFile: { json: 'reports/out/vitest.json' },
  },
})
