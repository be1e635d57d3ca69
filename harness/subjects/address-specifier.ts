import { usageError } from '../core/exit.js'
import type { Endpoint } from '../core/link.js'
import type { Specifier } from './specifier.js'

/** What an `address:` specifier says. */
export interface AddressWish {
  endpoint: Endpoint
  domain: string
  /** Path of the accounts file. */
  accounts?: string
  /** Whether the user vouches for the reset path. */
  resets: 'carried' | 'unknown'
  /** `offered`: STARTTLS is used when it is offered. */
  tls: 'starttls' | 'none' | 'offered'
}

/**
 * Reads the host, port and options of an `address:` specifier.
 * @throws UserError (64) that names the part that is wrong
 */
export function readAddress({ text, id, options }: Specifier, defaultPort: number): AddressWish {
  const wrong = (reason: string) => usageError(`The subject "${text}" ${reason}.`)
  const choice = <T extends string>(key: string, allowed: readonly T[]): T | undefined => {
    const value = options.get(key)
    if (value === undefined || allowed.includes(value as T)) return value as T | undefined
    throw wrong(`has ${key}=${value}, where ${allowed.join(' or ')} is possible`)
  }
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:[\]]+))(?::(.*))?$/.exec(id) ?? []
  const host = bracketed ?? plain
  if (host === undefined || host === '')
    throw wrong('names no host[:port]; an IPv6 address goes in brackets, as in address:[::1]:5222')
  const number = port === undefined ? defaultPort : Number(port)
  if ((port !== undefined && !/^\d+$/.test(port)) || number < 1 || number > 65535)
    throw wrong(`has the port "${port}", which is not a number from 1 to 65535`)
  for (const key of ['domain', 'accounts'])
    if (options.get(key) === '') throw wrong(`has the option "${key}" without a value`)
  const accounts = options.get('accounts')
  return {
    endpoint: { host, port: number },
    domain: options.get('domain') ?? host,
    ...(accounts === undefined ? {} : { accounts }),
    resets: choice('rst', ['carried']) ?? 'unknown',
    tls: choice('tls', ['starttls', 'none']) ?? 'offered',
  }
}
