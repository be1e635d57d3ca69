import { NS, type Scenario, scenario } from '../../harness/index.js'

const STREAM = `xmlns:stream='${NS.stream}'`
const CONTENT = `xmlns='${NS.client}'`

/** Initial headers that deserve an error; `DOMAIN` stands for the subject's own. */
const HEADERS = {
  'bad-format/another-name': `<stream:flow to='DOMAIN' version='1.0' ${CONTENT} ${STREAM}>`,
  'bad-namespace-prefix/another': `<x:stream to='DOMAIN' version='1.0' ${CONTENT} xmlns:x='${NS.stream}'>`,
  'invalid-from/no-jid': `<stream:stream to='DOMAIN' from='@' version='1.0' ${CONTENT} ${STREAM}>`,
  'invalid-namespace/of-content': `<stream:stream to='DOMAIN' version='1.0' xmlns='urn:xmpp-assay:unheard-of' ${STREAM}>`,
  'invalid-namespace/of-servers': `<stream:stream to='DOMAIN' version='1.0' xmlns='jabber:server' ${STREAM}>`,
  'invalid-namespace/of-streams': `<stream:stream to='DOMAIN' version='1.0' ${CONTENT} xmlns:stream='urn:xmpp-assay:unheard-of'>`,
  'not-well-formed/attribute-twice': `<stream:stream to='DOMAIN' to='DOMAIN' version='1.0' ${CONTENT} ${STREAM}>`,
  'not-well-formed/no-quotes': `<stream:stream to=DOMAIN version='1.0' ${CONTENT} ${STREAM}>`,
  'restricted-xml/document-type': `<!DOCTYPE stream><stream:stream to='DOMAIN' version='1.0' ${CONTENT} ${STREAM}>`,
  'unsupported-encoding/latin-1': `<?xml version='1.0' encoding='ISO-8859-1'?><stream:stream to='DOMAIN' version='1.0' ${CONTENT} ${STREAM}>`,
  'unsupported-version/eleven': `<stream:stream to='DOMAIN' version='11.0' ${CONTENT} ${STREAM}>`,
} as const

// RFC 6120 4.9.1.2
const wrong: Scenario[] = Object.entries(HEADERS).map(([what, header]) =>
  scenario(
    `streams/setup/${what}`,
    { proves: ['RFC6120-4.9.1.2-a', 'RFC6120-4.9.2-a'], role: 'server', parameters: { header } },
    async (world) => {
      const { bounds, domain } = world.subject
      world.step('open a stream by a wrong header')
      const raw = await world.raw('client')
      raw.send(header.replaceAll('DOMAIN', domain))
      const seen = await raw.receive((e) => e.is('error') || e.is('features'), bounds.login)
      if (!seen?.is('features')) await raw.streamEnded(bounds.close)
      await raw.close(bounds.close)
      for (const [requirement, asks] of [
        ['RFC6120-4.9.1.2-a', 'setup'],
        ['RFC6120-4.9.2-a', 'syntax'],
      ] as const)
        world.check(requirement, { judge: 'stream-error', args: { at: raw.id, asks, within: bounds.close } })
    },
  ),
)

const UNKNOWN = 'unknown.invalid'
/** Headers for a domain that nobody serves (RFC 2606), and for none. */
const TO = { 'unknown-domain': ` to='${UNKNOWN}'`, 'no-domain': '', 'empty-domain': " to=''" } as const

// RFC 6120 4.9.1.3 and 4.9.3.6
const hosts: Scenario[] = Object.entries(TO).map(([what, to]) =>
  scenario(
    `streams/setup/host-unknown/${what}`,
    {
      proves: ['RFC6120-4.9.1.2-a', 'RFC6120-4.9.1.3-a', 'RFC6120-4.9.3.6-a'],
      role: 'server',
      parameters: { what },
    },
    async (world) => {
      const { bounds, domain } = world.subject
      world.step('open a stream to a domain that is not served')
      const raw = await world.raw('client')
      raw.send(`<stream:stream${to} version='1.0' ${CONTENT} ${STREAM}>`)
      const seen = await raw.receive((e) => e.is('error') || e.is('features'), bounds.login)
      if (!seen?.is('features')) await raw.streamEnded(bounds.close)
      await raw.close(bounds.close)
      const domains = { served: domain, unknown: UNKNOWN }
      for (const [requirement, asks] of [
        ['RFC6120-4.9.1.2-a', 'setup'],
        ['RFC6120-4.9.1.3-a', 'host'],
        ['RFC6120-4.9.3.6-a', 'condition'],
      ] as const)
        world.check(requirement, {
          judge: 'stream-error',
          args: { at: raw.id, asks, domains, within: bounds.close },
        })
    },
  ),
)

export const setup: Scenario[] = [...wrong, ...hosts]
