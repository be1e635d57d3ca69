/** How a link breaks without a closing tag, and what the path to the subject must carry for it (XEP-0198 section 7). */
export const BREAKS = [
  { how: 'fin', needs: [] },
  { how: 'reset', needs: ['rst'] },
] as const
