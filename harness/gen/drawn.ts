import fc from 'fast-check'

/**
 * Draws values from `drawn`, and makes them smaller as values of `shrunk`, which has to know all of them: so what was
 * drawn together can be taken apart, and a value that was stored can be made smaller as well.
 */
export class Drawn<T> extends fc.Arbitrary<T> {
  constructor(
    private readonly drawn: fc.Arbitrary<T>,
    private readonly shrunk: fc.Arbitrary<T>,
  ) {
    super()
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<T> {
    return new fc.Value(this.drawn.generate(random, bias).value, undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.shrunk.canShrinkWithoutContext(value)
  }

  override shrink(value: T, context: unknown): fc.Stream<fc.Value<T>> {
    if (context === undefined && !this.shrunk.canShrinkWithoutContext(value)) return fc.Stream.nil()
    return this.shrunk.shrink(value, context)
  }
}
