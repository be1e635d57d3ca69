import { expect, test } from 'vitest'
import { adminOfNodes, commandAdmin } from './container-admin.js'

const answering = (exitCode: number, output = '') => {
  const commands: string[][] = []
  const exec = async (command: string[]) => {
    commands.push(command)
    return { exitCode, output }
  }
  return { commands, exec }
}

test('an order fills in its command', async () => {
  const { commands, exec } = answering(0)
  const admin = commandAdmin(
    {
      redirect: ['ctl', 'redirect', '{jid}', '{target}'],
      'kill-session': ['ctl', 'kick', '{local}', '{domain}', '{resource}'],
      drain: ['ctl', 'drain', '{domain}', '{target}'],
    },
    'own.test',
    exec,
  )
  await admin.redirect?.({ jid: 'a@b.test/c d', target: '[::1]:5222' })
  await admin['kill-session']?.({ jid: 'a@b.test/c/d' })
  await admin.drain?.({ target: 'node2.test' })
  expect(commands).toEqual([
    ['ctl', 'redirect', 'a@b.test/c d', '[::1]:5222'],
    ['ctl', 'kick', 'a', 'b.test', 'c/d'],
    ['ctl', 'drain', 'own.test', 'node2.test'],
  ])
})

test('a verb without a command is absent, and other commands are no verbs', () => {
  const admin = commandAdmin(
    { status: ['ctl', 'status'], drain: ['ctl', 'drain'] },
    'b.test',
    answering(0).exec,
  )
  expect(Object.keys(admin)).toEqual(['drain'])
})

test('a command that fails makes the order reject with what it printed', async () => {
  const admin = commandAdmin({ undrain: ['ctl', 'undrain'] }, 'b.test', answering(3, 'no such thing\n').exec)
  await expect(admin.undrain?.({})).rejects.toThrow(
    'The admin verb "undrain" failed with exit code 3: no such thing',
  )
})

test('a cluster carries out an order about one session at one node, and about all at every node', async () => {
  const nodes = [answering(0), answering(0)]
  const commands = { redirect: ['ctl', 'redirect', '{jid}'], drain: ['ctl', 'drain', '{target}'] }
  const admin = adminOfNodes(nodes.map(({ exec }) => commandAdmin(commands, 'b.test', exec)))
  expect(Object.keys(admin)).toEqual(['redirect', 'drain'])
  await admin.redirect?.({ jid: 'a@b.test/c', target: 'd.test' })
  await admin.drain?.({ target: 'd.test' })
  expect(nodes.map((node) => node.commands)).toEqual([
    [
      ['ctl', 'redirect', 'a@b.test/c'],
      ['ctl', 'drain', 'd.test'],
    ],
    [['ctl', 'drain', 'd.test']],
  ])
})

test('one node of a cluster is drained by its own command', async () => {
  const nodes = [answering(0), answering(0)]
  const commands = { drain: ['ctl', 'drain', '{target}'], undrain: ['ctl', 'undrain'] }
  const admin = adminOfNodes(nodes.map(({ exec }) => commandAdmin(commands, 'b.test', exec)))
  await admin['drain-node']?.({ node: 2, target: 'd.test' })
  await admin['undrain-node']?.({ node: 2 })
  expect(nodes.map((node) => node.commands)).toEqual([
    [],
    [
      ['ctl', 'drain', 'd.test'],
      ['ctl', 'undrain'],
    ],
  ])
})

test('one server has no drain of a node', () => {
  const commands = { drain: ['ctl', 'drain'], undrain: ['ctl', 'undrain'] }
  expect(adminOfNodes([commandAdmin(commands, 'b.test', answering(0).exec)])).not.toHaveProperty('drain-node')
})
