import { existsSync, readFileSync } from 'node:fs'

const [results] = process.argv.slice(2)
const suites = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')).testResults : []
for (const suite of suites) {
  const failed = suite.assertionResults.filter(test => test.status === 'failed')
  if (suite.status === 'failed' && failed.length === 0) console.log(`FAILED ${suite.name}\n${suite.message}`)
  for (const test of failed) {
    console.log(`FAILED ${suite.name} > ${test.fullName}, after ${Math.round(test.duration ?? 0)} ms`)
    for (const message of test.failureMessages) console.log(message.slice(0, 3000))
  }
}
