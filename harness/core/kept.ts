/**
 * Keeps what was made under a key, so that it is made once: up to `most` things, of which the one that was made
 * first goes first.
 */
export class Kept<T> {
  readonly #things = new Map<string, T>()

  constructor(private readonly most: number) {}

  /** What is kept under `key`, which is made when there is nothing. */
  get(key: string, make: () => T): T {
    const known = this.#things.get(key)
    if (known !== undefined) return known
    const made = make()
    for (const oldest of this.#things.keys()) {
      if (this.#things.size < this.most) break
      this.#things.delete(oldest)
    }
    this.#things.set(key, made)
    return made
  }
}
