import { NS, oneOf, type Scenario, scenario } from '../../harness/index.js'

const ENABLED = { name: 'enabled', ns: NS.sm }
const FAILED = { name: 'failed', ns: NS.sm }
const ONCE: [number, number] = [1, 1]
const NEVER: [number, number] = [0, 0]

const DECLINED = {
  verdict: 'pass' as const,
  says: 'The server answers <failed/>, once.',
  when: [
    { see: FAILED, times: ONCE },
    { see: ENABLED, times: NEVER },
  ],
}
const PLAIN = {
  verdict: 'pass' as const,
  says: 'The server answers <enabled/> without resumption, once.',
  when: [
    { see: { ...ENABLED, attrs: { resume: [null, 'false', '0'] } }, times: ONCE },
    { see: ENABLED, times: ONCE },
    { see: FAILED, times: NEVER },
  ],
}
const RESUMABLE = {
  verdict: 'pass' as const,
  says: 'The server answers <enabled/> with resumption and an id, once.',
  when: [
    { see: { ...ENABLED, like: { resume: 'true|1', id: '.+' } }, times: ONCE },
    { see: ENABLED, times: ONCE },
    { see: FAILED, times: NEVER },
  ],
}
const REQUESTS = [
  { asked: 'plain', rows: [PLAIN, DECLINED] },
  { asked: 'resumable', rows: [RESUMABLE, PLAIN, DECLINED] },
] as const

const answered: Scenario[] = REQUESTS.map(({ asked, rows }) =>
  scenario(
    `management/enabling/answered/${asked}`,
    { proves: ['XEP0198-3-b'], role: 'server', parameters: { asked } },
    async (world) => {
      world.step('bind a resource')
      const client = await world.manageable(await world.account('client'), { as: 'client' })

      world.step(`enable stream management: ${asked}`)
      await client.enable(asked)
      const where = { at: client.id, after: { sent: { name: 'enable' } }, until: await client.barrier() }
      world.check('XEP0198-3-b', oneOf({ ns: NS.sm }, [...rows], where))
    },
  ),
)

/** A host, or an IPv6 address in brackets, and possibly a port (RFC 6120 4.9.3.19). */
const LOCATION = String.raw`(\[[\da-fA-F:.]+\]|[^\s:/@[\]]+)(:\d{1,5})?`

const location = scenario(
  'management/enabling/location',
  { proves: ['XEP0198-3-c'], role: 'server' },
  async (world) => {
    world.step('enable stream management with resumption')
    const client = await world.resumable(await world.account('client'), { as: 'client' })
    const where = { at: client.id, after: { sent: { name: 'enable' } }, until: await client.barrier() }
    const rows = [
      {
        verdict: 'observed' as const,
        says: 'The server names no place to resume at.',
        when: [{ see: { ...ENABLED, attrs: { location: null } }, times: ONCE }],
      },
      {
        verdict: 'observed' as const,
        says: 'The server names a place to resume at, in the form of a redirect’s target.',
        when: [{ see: { ...ENABLED, like: { location: LOCATION } }, times: ONCE }],
      },
    ]
    world.check('XEP0198-3-c', oneOf(ENABLED, rows, where))
  },
)

export const enabling: Scenario[] = [...answered, location]
