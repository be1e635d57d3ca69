import { readFileSync } from 'node:fs'
import type { Account } from '../actors/login.js'
import { usageError } from '../core/exit.js'
import { parseJid } from '../core/jid.js'
import { Lender } from '../core/lender.js'
import type { AccountSource } from './subject.js'

/** The most accounts a scenario takes at once. */
export const ACCOUNTS_A_SCENARIO = 4

/**
 * Reads a file of accounts: `local@domain password` on each line; empty lines and those that begin with `#`
 * are passed over.
 * @throws UserError (64) that names the file and the line, never a password
 */
export function readAccounts(path: string, domain: string): Account[] {
  const lines = readLines(path)
  const accounts = lines.flatMap((line, index) => {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) return []
    return [readAccount(text, domain, `The accounts file ${path}, line ${index + 1},`)]
  })
  const names = accounts.map(({ local }) => local)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw usageError(
      `The accounts file ${path} names ${twice}@${domain} twice; scenarios must not share one.`,
    )
  if (accounts.length < ACCOUNTS_A_SCENARIO)
    throw usageError(
      `The accounts file ${path} holds ${accounts.length}, but a scenario can need ${ACCOUNTS_A_SCENARIO}; add more.`,
    )
  return accounts
}

/** Lends `accounts` to one scenario at a time; who comes when none is left waits in turn. */
export function lendsAccounts(accounts: readonly Account[], how: string): AccountSource {
  const lender = new Lender(accounts)
  return {
    how,
    take: () => lender.take(),
    giveBack: (account) => lender.giveBack(account),
    secrets: new Map(accounts.flatMap(secretsOf)),
  }
}

/** A password in clear, and as SASL PLAIN (RFC 4616) carries it, without and with an authorization identity. */
function secretsOf({ local, domain, password }: Account): [string, string][] {
  const plain = ['', `${local}@${domain}`].map((authzid) =>
    Buffer.from(`${authzid}\0${local}\0${password}`).toString('base64'),
  )
  // The longest first: a password may be part of its own encoding.
  return [...plain, password].map((secret) => [secret, `[password of ${local}]`])
}

function readAccount(text: string, domain: string, where: string): Account {
  const [, address = '', password = ''] = /^(\S+)(?:\s+(.*))?$/.exec(text) ?? []
  if (password === '')
    throw usageError(`${where} lacks a password behind the address; write "local@domain password".`)
  const jid = readJid(address, where)
  if (jid.local === undefined || jid.resource !== undefined)
    throw usageError(`${where} has "${address}" where local@domain is needed.`)
  if (jid.domain !== domain.toLowerCase())
    throw usageError(
      `${where} names ${jid.domain}, but the subject's domain is ${domain}; add ?domain=${jid.domain}.`,
    )
  return { local: jid.local, domain, password }
}

function readJid(address: string, where: string) {
  try {
    return parseJid(address)
  } catch {
    throw usageError(`${where} has "${address}", which is no XMPP address.`)
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/)
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException
    throw usageError(`The accounts file ${path} cannot be read (${code}).`)
  }
}
