import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ServerVariant } from '../../fixtures/variants/variant.js'
import { Reach, replacedBy } from './reach.js'
import { generated, type Scenario, scenario } from './scenario.js'

class Greeter {
  readonly #word = 'hello'
  greet(name: string): string {
    return `${this.#word} ${name}`
  }
  part(name: string): string {
    return `bye ${name}`
  }
}
const build = () => ({ greeter: new Greeter(), limit: 3 })
type Build = ReturnType<typeof build>

const variant = (patch: (build: Build) => void, examples?: number): ServerVariant => ({
  name: 'faulty',
  says: 'It is faulty.',
  breaks: [],
  patch: (server) => patch(server as unknown as Build),
  ...(examples === undefined ? {} : { examples }),
})
const shouts = variant(({ greeter }) => {
  const greet = greeter.greet.bind(greeter)
  greeter.greet = (name) => greet(name).toUpperCase()
})
const scripted = (path: string): Scenario => scenario(path, { proves: [], role: 'server' }, async () => {})

test('what a variant replaces is found without doing it', () => {
  const made = build()
  expect(replacedBy(shouts, made)).toEqual(new Set(['greeter.greet']))
  expect(made.greeter.greet('you')).toBe('hello you')
})

test.each<[string, (build: Build) => void]>([
  ['changes a value', (b) => Reflect.set(b, 'limit', 4)],
  ['calls a method', ({ greeter }) => greeter.greet('you')],
  ['adds a method', ({ greeter }) => Reflect.set(greeter, 'wave', () => 'waves')],
  ['defines a property', ({ greeter }) => Object.defineProperty(greeter, 'greet', { get: () => () => '' })],
  ['takes a method away', ({ greeter }) => Reflect.deleteProperty(greeter, 'greet')],
  ['cannot be tried', () => expect.fail('no')],
])('a variant that %s does more than replace methods', (_, patch) => {
  const made = build()
  expect(replacedBy(variant(patch), made)).toBeUndefined()
  expect(made.limit).toBe(3)
})

test('a scenario is reached by a variant when a method that it replaces was called in it', () => {
  const partsShortly = variant(({ greeter }) => {
    greeter.part = () => ''
  })
  const anything = variant((b) => Reflect.set(b, 'limit', 4))
  const reach = new Reach([shouts, partsShortly, anything])
  const [first, second] = [build(), build()]
  reach.made('server', first, 'greeting')
  reach.made('server', second, 'parting#2')
  expect(first.greeter.greet('you')).toBe('hello you')
  expect(second.greeter.part('you')).toBe('bye you')
  const reached = [shouts, partsShortly, anything].map((v) =>
    ['greeting', 'parting'].filter((path) => reach.reaches(v, scripted(path))),
  )
  expect(reached).toEqual([['greeting'], ['parting'], ['greeting', 'parting']])
})

test('what is called when a scope is over reaches nothing', () => {
  const reach = new Reach([shouts])
  const made = build()
  reach.made('server', made, 'greeting#1')
  reach.over('greeting#1')
  made.greeter.greet('you')
  expect(reach.reaches(shouts, scripted('greeting'))).toBe(false)
})

test('a variant that takes more examples plays all generated scenarios', () => {
  const rare = variant(({ greeter }) => {
    greeter.part = () => ''
  }, 600)
  const reach = new Reach([rare])
  reach.made('server', build(), 'drawn#1')
  const drawn = generated('drawn', { proves: [], role: 'server' }, fc.integer(), async () => {})
  expect([drawn, scripted('drawn')].map((s) => reach.reaches(rare, s))).toEqual([true, false])
})
