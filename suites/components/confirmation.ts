import { NS, none, once, type Scenario, scenario } from '../../harness/index.js'

export const confirmation: Scenario[] = [
  scenario(
    'components/confirmation/handshake',
    { proves: ['XEP0114-3-c'], role: 'server', needs: ['component'] },
    async (world) => {
      const component = await world.component('component', await world.componentDomain())
      await component.open()
      world.step('send the proof')
      component.shakeHands()
      await component.answer()
      const until = await component.barrier()
      world.check(
        'XEP0114-3-c',
        once(
          'The server confirms with one empty handshake.',
          { name: 'handshake', ns: NS.component, empty: true },
          { at: component.id, after: { beginOf: component.id }, until },
        ),
      )
    },
  ),
  scenario(
    'components/confirmation/stanza-before',
    { proves: ['XEP0114-3-c'], role: 'server', needs: ['component'] },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await world.component('component', await world.componentDomain())
      await component.open()
      world.step('send a message, and the proof only then')
      const mark = component.message({ from: component.domain, to: client.jid })
      component.shakeHands()
      const answer = await component.answer()
      const confirmed = answer?.is('handshake') === true
      if (!confirmed) await component.close()
      // Who is confirmed proves by a fence that the message is past; a stream that ended brings nothing more.
      const until = confirmed ? await component.fence(client) : await client.barrier()
      const says = 'A message sent before the handshake is not delivered.'
      world.check(
        'XEP0114-3-c',
        none(says, { name: 'message', mark }, { at: client.id, after: { mark }, until }),
      )
    },
  ),
  scenario(
    'components/confirmation/stanza-for-unconfirmed',
    { proves: ['XEP0114-3-c'], role: 'server', needs: ['component'] },
    async (world) => {
      const client = await world.start(await world.account('client'), { as: 'client', priority: 0 })
      const component = await world.component('component', await world.componentDomain())
      await component.open()
      world.step('send a message to a component that has not proved itself')
      const mark = client.message({ to: component.domain })
      await client.barrier()
      await component.close()
      const says = 'A component that is not confirmed gets no stanza.'
      world.check('XEP0114-3-c', none(says, { mark }, { at: component.id, after: { mark } }))
    },
  ),
]
