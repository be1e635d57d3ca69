import type { Scenario } from '../../../harness/index.js'
import { directTls } from './direct-tls.js'
import { places } from './places.js'

/** How clients find their server in the DNS (RFC 6120 section 3.2, XEP-0368). */
export const clientResolution: Scenario[] = [...places, ...directTls]
