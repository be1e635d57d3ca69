import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { packageRoot } from '../core/package-root.js'
import { reportFolder, type Started, start, startScript } from './test-command.js'

const SERVICE = 'docs/examples/dix-service.mjs'
const CLIENT = 'docs/examples/dix-client.mjs'
const children: Started[] = []
const kept = (started: Started) => {
  children.push(started)
  return started
}
afterEach(() => {
  for (const { child } of children.splice(0)) child.kill('SIGKILL')
})

test('the two examples find each other at a reference server, and part in order', async () => {
  const certificate = join(reportFolder(), 'server.pem')
  const accounts = ['--account', 'service:secret', '--account', 'romeo:secret']
  const server = kept(
    start(['reference', 'server', '--port', '0', ...accounts, '--certificate', certificate]),
  )
  const [, port = ''] = await server.shows(/at 127\.0\.0\.1:(\d+)/u)
  const service = kept(startScript(SERVICE, [port, certificate]))
  const [, instance] = await service.shows(/(\S+) can be found/u)
  const client = kept(startScript(CLIENT, [port, certificate]))
  const [, used, said] = await client.shows(/(\S+) says (.+)/u)
  expect(used).toBe(instance)
  expect(said).toContain('wherefore')
  const [, romeo = ''] = await service.shows(/(romeo@localhost\/\S+) came/u)
  client.child.kill('SIGINT')
  await service.shows(new RegExp(`${romeo} left`, 'u'))
  expect((await client.ended).err).toBe('')
  service.child.kill('SIGINT')
  expect(await service.ended).toMatchObject({ code: 0, err: '' })
})

test.each([
  ['docs/dix.md', SERVICE],
  ['docs/dix.md', CLIENT],
  ['README.md', CLIENT],
])('%s shows exactly %s', (page, path) => {
  const source = readFileSync(join(packageRoot(), path), 'utf8')
  const shown = readFileSync(join(packageRoot(), page), 'utf8')
  expect(shown).toContain(`\`\`\`js\n${source}\`\`\`\n`)
})
