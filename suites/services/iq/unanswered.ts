import { el, NS, none, type Scenario, scenario } from '../../../harness/index.js'

/** Answers to requests that the instance never sent, and errors. */
const ANSWERS = [
  { name: 'iq-result', element: 'iq', type: 'result' },
  { name: 'iq-error', element: 'iq', type: 'error' },
  { name: 'message-error', element: 'message', type: 'error' },
  { name: 'presence-error', element: 'presence', type: 'error' },
] as const

export const unanswered: Scenario[] = ANSWERS.map(({ name, element, type }) =>
  scenario(
    `services/iq/unanswered/${name}`,
    {
      proves: [
        ...(element === 'iq' ? ['RFC6120-8.2.3-b'] : []),
        ...(type === 'error' ? ['RFC6120-8.3.1-f'] : []),
      ],
      role: 'service',
      parameters: { element, type },
    },
    async (world) => {
      world.step('an answer comes that the instance did not ask for')
      const at = await world.online()
      const client = world.client('romeo/orchard')
      const error =
        type === 'error'
          ? el('error', { type: 'cancel' }, el('service-unavailable', { xmlns: NS.stanzaErrors }))
          : undefined
      client.send(el(element, { to: world.jid, id: 'odd', type }, error))
      const until = await world.barrier()

      const where = { at, after: { sent: { name: element, attrs: { id: 'odd' } } }, until }
      if (element === 'iq') {
        const answer = { name: 'iq', attrs: { to: client.jid } }
        world.check('RFC6120-8.2.3-b', none('It is not answered.', answer, where))
      }
      if (type === 'error') {
        const answer = { attrs: { type: 'error', to: client.jid } }
        world.check('RFC6120-8.3.1-f', none('No error answers the error.', answer, where))
      }
    },
  ),
)
