import { expect, test } from 'vitest'
import { systemClock } from '../core/clock.js'
import { type Walk, type WalkLimits, walkEnd } from './walk-end.js'

/** A stream in one of its states. */
class Stream {
  #ended = (): void => undefined
  constructor(
    public isOpen: boolean,
    public isClosing: boolean,
  ) {}
  connection = {
    onEnded: (listener: () => void) => {
      this.#ended = listener
    },
  }
  end(): void {
    this.#ended()
  }
}

class Scene implements Walk {
  readonly all: Stream[] = []
  current: Stream | undefined
  asked = 0
  change = (): void => undefined
  over = (): void => undefined
  readonly program = {
    ended: new Promise<string>((resolve) => {
      this.over = () => resolve('over')
    }),
    stop: async () => undefined,
  }
  streams = () => this.all
  session = () => this.current
  barrier = async () => {
    this.asked += 1
    return `b${this.asked}`
  }
  onChange(listener: () => void): void {
    this.change = listener
  }

  end(limits: Partial<WalkLimits> = {}): Promise<string | undefined> {
    return walkEnd(this, this.program, { most: 3, within: 5000, ...limits }, systemClock)
  }

  /** The subject opens a stream; with a session when it is open. */
  add(stream: Stream): Stream {
    this.all.push(stream)
    if (stream.isOpen) this.current = stream
    this.change()
    return stream
  }
}

test('a session that answers, at once or later, ends a walk', async () => {
  const scene = new Scene()
  const ended = scene.end()
  scene.add(new Stream(true, false))
  expect(await ended).toBe('b1')
  expect(await scene.end()).toBe('b2')
})

test('a session that is redirected while it is asked does not', async () => {
  const scene = new Scene()
  const first = scene.add(new Stream(true, false))
  scene.barrier = async () => {
    first.isOpen = scene.asked++ > 0
    return 'b'
  }
  const ended = scene.end()
  await scene.program.stop()
  scene.add(new Stream(true, false))
  expect(await ended).toBe('b')
  expect(scene.asked).toBe(2)
})

test('the end of the program, too many connections, and the bound end it without a session', async () => {
  const over = new Scene()
  const ended = over.end()
  over.over()
  expect(await ended).toBeUndefined()
  const many = new Scene()
  const gaveUp = many.end({ most: 1 })
  many.add(new Stream(false, false))
  many.add(new Stream(false, false))
  expect(await gaveUp).toBeUndefined()
  expect(await new Scene().end({ within: 10 })).toBeUndefined()
})

test('streams that the script closed are waited for', async () => {
  const scene = new Scene()
  const old = scene.add(new Stream(false, true))
  scene.add(new Stream(true, false))
  let isOver = false
  const ended = scene.end().then(() => {
    isOver = true
  })
  await new Promise((resolve) => systemClock.after(20, () => resolve(undefined)))
  expect(isOver).toBe(false)
  old.end()
  await ended
  expect(isOver).toBe(true)
})
