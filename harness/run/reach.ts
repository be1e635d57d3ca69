import { roleOf, type Variant } from '../../fixtures/variants/variant.js'
import type { Role } from '../core/requirement.js'
import type { SimObserver } from '../subjects/sim.js'
import type { Scenario } from './scenario.js'

/**
 * Which scenarios reach what a variant replaces. What happens in a simulated scenario depends on nothing but the
 * seed, so one in which no replaced method is called happens on the variant exactly as on the reference, and
 * needn't be played again (test selection by coverage, as mutation testing knows it).
 */
export class Reach implements SimObserver {
  /** The methods that each variant replaces, by their paths from the build; `undefined`: it does more than that. */
  readonly #replaced = new Map<Variant, ReadonlySet<string> | undefined>()
  /** The scenarios in which each method was called. */
  readonly #callers = new Map<string, Set<string>>()
  readonly #over = new Set<string>()

  constructor(private readonly variants: readonly Variant[]) {}

  /** Notes which methods of a fresh `build` of the reference are called from now on, in the scope `scope`. */
  made(role: Role, build: object, scope: string): void {
    const scenario = scope.split('#')[0]!
    for (const variant of this.variants) {
      if (roleOf(variant) !== role) continue
      if (!this.#replaced.has(variant)) this.#replaced.set(variant, replacedBy(variant, build))
      for (const path of this.#replaced.get(variant) ?? []) {
        const key = `${role}:${path}`
        const callers = this.#callers.get(key) ?? new Set()
        this.#callers.set(key, callers)
      }
    }
    for (const [key, callers] of this.#callers) {
      const [of, path] = key.split(':')
      if (of === role) watchMethod(build, path!, () => this.#over.has(scope) || callers.add(scenario))
    }
  }

  /** What is called from now on in the scope `scope` is not judged: its actors are being cleared away. */
  over(scope: string): void {
    this.#over.add(scope)
  }

  /** Whether what happens in `scenario` can differ between `variant` and the reference. */
  reaches(variant: Variant, scenario: Scenario): boolean {
    const replaced = this.#replaced.get(variant)
    // More examples are drawn on such a variant than were on the reference.
    if (replaced === undefined || (variant.examples !== undefined && scenario.kind === 'generated'))
      return true
    const role = roleOf(variant)
    return [...replaced].some((path) => this.#callers.get(`${role}:${path}`)?.has(scenario.path))
  }
}

/**
 * The paths of the methods that `variant` replaces in a build, for example `delivery.groupchatToBare`; `undefined`
 * when it does anything else to it. The build stays as it is.
 */
export function replacedBy(variant: Variant, build: object): ReadonlySet<string> | undefined {
  const paths = new Set<string>()
  let more = false
  const other = () => {
    more = true
    return true
  }
  const look = (thing: object, path: string): object =>
    new Proxy(thing, {
      get: (_, key) => {
        const value: unknown = Reflect.get(thing, key, thing)
        // Binding a method calls nothing.
        if (key === 'bind' && typeof thing === 'function') return (...args: [unknown]) => thing.bind(...args)
        const isThing = (typeof value === 'object' && value !== null) || typeof value === 'function'
        return isThing ? look(value, path === '' ? String(key) : `${path}.${String(key)}`) : value
      },
      set: (_, key) => {
        if (typeof key !== 'string' || typeof Reflect.get(thing, key, thing) !== 'function') return other()
        paths.add(path === '' ? key : `${path}.${key}`)
        return true
      },
      apply: other,
      construct: () => ({ more: other() }),
      defineProperty: other,
      deleteProperty: other,
      setPrototypeOf: other,
    })
  try {
    // Every variant of a role patches builds of that role.
    variant.patch(look(build, '') as never)
  } catch {
    more = true
  }
  return more ? undefined : paths
}

function watchMethod(build: object, path: string, called: () => void): void {
  const keys = path.split('.')
  const last = keys.pop()!
  const holder = keys.reduce<object>((thing, key) => Reflect.get(thing, key) as object, build)
  const method = Reflect.get(holder, last) as () => unknown
  const watched = new Proxy(method, {
    apply: (target, self, args) => {
      called()
      return Reflect.apply(target, self, args)
    },
    construct: (target, args, asked) => {
      called()
      return Reflect.construct(target, args, asked) as object
    },
  })
  Reflect.set(holder, last, watched)
}
