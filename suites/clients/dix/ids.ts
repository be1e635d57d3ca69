import { type Scenario, scenario } from '../../../harness/index.js'
import { PING } from './words.js'

const RUNS = 3
const LEAST = 16

const guessing = scenario(
  'clients/dix/ids/guessing',
  { proves: ['PROF-SEC-b'], role: 'client' },
  async (world) => {
    const names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta']
    const services = names.map((name) => `${name}@${world.domain}`)
    const settings = { ...world.settings, backOff: 10 }

    world.step('the client looks for services that have no instance, more than once')
    const runs: string[] = []
    for (let run = 0; run < RUNS; run++) {
      runs.push(await world.online({ services, settings }))
      for (let seen = 0; seen < LEAST; seen++) await world.stream.expect('a ping', PING)
    }
    world.check('PROF-SEC-b', {
      judge: 'unguessable',
      args: { runs, about: PING, bits: 64, least: LEAST },
    })
  },
)

export const ids: Scenario[] = [guessing]
