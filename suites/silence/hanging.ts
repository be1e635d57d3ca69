import { el, NS, once, oneOf, type Scenario, scenario } from '../../harness/index.js'

/** What part of the time in which silence is noticed has passed when the instance that hangs is pinged. */
const QUIET = 0.25

const failover = scenario(
  'silence/hanging/top',
  {
    proves: ['CHAOS-02', 'DIX-FAIL-c', 'RFC6120-4.6.2-a'],
    role: 'server',
    needs: ['silence'],
    profile: 'silence',
  },
  async (world) => {
    const ping = () => client.message({ to: first.bare, payload: [el('ping', { xmlns: NS.dix })] })
    world.step('start two instances and a client')
    const service = await world.account('service')
    const first = await world.start(service, { as: 'first', resource: 'first', priority: 100 })
    const second = await world.start(service, { as: 'second', resource: 'second', priority: 95 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    first.presence({ to: client.jid })
    await first.fence(client)
    const before = ping()
    await client.fences([first, second, client])
    const others = (await second.receive({ mark: before }, 0)) !== undefined

    world.step('let the top instance hang, and ping the bare JID before that is noticed')
    const after = await world.end(first, 'silence')
    await world.elapse(world.silence * QUIET)
    await second.barrier()
    const lost = ping()
    await client.fences([second, client])
    const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: first.jid } }
    const noticed = (await client.receive(unavailable, 0)) !== undefined

    world.step('wait until the silence is noticed, and ping again')
    await client.expect('unavailable presence of the top instance', unavailable, world.silence)
    const mark = ping()
    await client.fences([second, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })

    world.step('let the top instance go on, and read what was sent to it')
    await first.wake()
    const about = { name: 'message', attrs: { type: [null, 'normal'] }, mark: lost }
    const where = { at: first.id, after: { mark: lost } }
    const goes = 'The ping goes to the instance that hangs, which is still available, and is lost there.'
    const times: [number, null] = [0, null]
    const free = 'Where the ping goes is recorded.'
    world.check(
      'CHAOS-02',
      noticed || others
        ? oneOf(about, [{ verdict: 'observed', says: free, when: [{ see: about, times }] }], where)
        : once(goes, about, where),
    )
    const error = { name: 'error', ns: NS.stream }
    const timeout = { ...error, has: { name: 'connection-timeout', ns: NS.streamErrors } }
    const check = { name: 'iq', attrs: { type: 'get' }, has: { name: 'ping', ns: NS.ping } }
    const closes = 'A stream that answers no check is closed with the stream error connection-timeout.'
    // RFC 6120 section 4.6.2 calls the stream error appropriate; a dead connection is simply terminated (4.6.1).
    const broken = 'The connection is ended without a stream error, as if it were dead.'
    const unasked = 'A server that asks nothing of a silent client may end its stream in other ways.'
    const ended = { at: first.id, after }
    world.check(
      'RFC6120-4.6.2-a',
      (await first.receive(check, 0)) === undefined
        ? oneOf(error, [{ verdict: 'observed', says: unasked, when: [{ see: error, times }] }], ended)
        : oneOf(
            error,
            [
              { verdict: 'pass', says: closes, when: [{ see: timeout, times: [1, null] }] },
              { verdict: 'pass-lax', says: broken, when: [{ see: error, times: [0, 0] }] },
            ],
            ended,
          ),
    )
  },
)

// A machine loses its network: what the server sends to it is acknowledged by nobody.
const cutOff = scenario(
  'silence/black-hole/top',
  { proves: ['DIX-FAIL-c'], role: 'server', needs: ['silence', 'black-hole'], profile: 'silence' },
  async (world) => {
    world.step('start two instances and a client')
    const service = await world.account('service')
    const first = await world.start(service, { as: 'first', resource: 'first', priority: 100 })
    const second = await world.start(service, { as: 'second', resource: 'second', priority: 95 })
    const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
    first.presence({ to: client.jid })
    await first.fence(client)

    world.step('lose all packets of the top instance, and wait until that is noticed')
    await world.end(first, 'black-hole')
    const unavailable = { name: 'presence', attrs: { type: 'unavailable', from: first.jid } }
    await client.expect('unavailable presence of the top instance', unavailable, world.silence)

    world.step('ping the bare JID')
    const mark = client.message({ to: first.bare, payload: [el('ping', { xmlns: NS.dix })] })
    await client.fences([second, client])
    world.check('DIX-FAIL-c', { judge: 'choice', args: { mark, asks: 'top' } })
  },
)

export const hanging: Scenario[] = [failover, cutOff]
