import type { Clock } from '../core/clock.js'
import type { Network } from './network.js'

/**
 * `network`, but nobody connects until `ms` have passed since a connection made there ended, by either side. For
 * servers that confuse a new connection with one whose end they are still dealing with.
 */
export function settling(network: Network, clock: Clock, ms: number): Network {
  let settled = clock.now()
  const ended = () => {
    settled = clock.now() + ms
  }
  const calm = async () => {
    for (let left = settled - clock.now(); left > 0; left = settled - clock.now())
      await new Promise<void>((resolve) => {
        clock.after(left, resolve)
      })
  }
  return {
    listen: (at, accept) => network.listen(at, accept),
    dial: async (to) => {
      await calm()
      const link = await network.dial(to)
      const { listen, end, reset } = link
      link.listen = ({ data, ended: tell }) =>
        listen.call(link, {
          data,
          ended: (...how) => {
            ended()
            tell(...how)
          },
        })
      link.end = () => {
        ended()
        end.call(link)
      }
      link.reset = () => {
        ended()
        reset.call(link)
      }
      return link
    },
  }
}
