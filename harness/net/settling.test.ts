import { expect, test } from 'vitest'
import type { Link } from '../core/link.js'
import { ManualClock } from '../core/manual-clock.js'
import { memoryNetwork } from './memory-network.js'
import { settling } from './settling.js'

const at = { host: 'server.example', port: 5222 }

test.each([
  'end',
  'reset',
  'the peer',
] as const)('nobody connects until some time has passed since %s ended a connection', async (who) => {
  const clock = new ManualClock()
  const memory = memoryNetwork({ clock })
  const accepted: Link[] = []
  await memory.listen(at, (link) => {
    link.listen({ data: () => undefined, ended: () => undefined })
    accepted.push(link)
  })
  const network = settling(memory, clock, 100)

  const dialled = network.dial(at)
  await clock.pass(0)
  const link = await dialled
  let told = 0
  link.listen({
    data: () => undefined,
    ended: () => {
      told += 1
    },
  })
  if (who === 'the peer') accepted[0]?.end()
  else link[who]()
  await clock.pass(0)
  if (who === 'the peer') expect(told).toBe(1)

  const next = network.dial(at)
  await clock.pass(99)
  expect(accepted).toHaveLength(1)
  await clock.pass(1)
  await next
  expect(accepted).toHaveLength(2)
})
