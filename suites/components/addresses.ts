import { none, once, type Scenario, scenario } from '../../harness/index.js'

/** Addresses within the domain of a component, which may write any of them (XEP-0114 3). */
const OWN = { domain: '', local: 'service@', full: 'service@' } as const

const own: Scenario[] = Object.entries(OWN).map(([name, local]) =>
  scenario(
    `components/addresses/own/${name}`,
    { proves: ['XEP0114-3-d'], role: 'server', needs: ['component'], parameters: { name } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await (await world.component('component', await world.componentDomain())).start()
      world.step(`send a message from an address of the component: ${name}`)
      const from = `${local}${component.domain}${name === 'full' ? '/instance' : ''}`
      const mark = component.message({ from, to: client.jid })
      const where = { at: client.id, after: { mark }, until: await component.fence(client) }
      const says = 'It is delivered, from that address.'
      world.check('XEP0114-3-d', once(says, { name: 'message', mark, attrs: { from } }, where))
    },
  ),
)

const foreign: Scenario[] = (['server', 'account', 'elsewhere'] as const).map((whose) =>
  scenario(
    `components/addresses/foreign/${whose}`,
    { proves: ['XEP0114-3-d'], role: 'server', needs: ['component'], parameters: { whose } },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await (await world.component('component', await world.componentDomain())).start()
      world.step(`send a message from an address outside its domain: ${whose}`)
      const { domain } = client.account
      const from = { server: domain, account: world.nobody(), elsewhere: 'someone@elsewhere.example' }[whose]
      const mark = component.message({ from, to: client.jid })
      await component.barrier()
      const until = component.over ? await client.barrier() : await component.fence(client)
      const says = 'Nothing is delivered from an address outside the domain of the component.'
      const forged = { name: 'message', mark, attrs: { from } }
      world.check('XEP0114-3-d', none(says, forged, { at: client.id, after: { mark }, until }))
    },
  ),
)

export const addresses: Scenario[] = [...own, ...foreign]
