import { NS } from '../../../harness/index.js'

/** The children of a presence with complete content, beside the mark. */
export const CONTENT = [
  { name: 'status', ns: NS.client, text: 'in the engine room' },
  { name: 'load', ns: 'urn:example:load', attrs: { jobs: '3' } },
]
