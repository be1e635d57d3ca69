/** How a session can end, and what the path to the subject must carry for it (RFC 6121 4.5.2 and 4.6.3). */
export const ENDS = [
  { how: 'unavailable', needs: [] },
  { how: 'close', needs: [] },
  { how: 'fin', needs: [] },
  { how: 'reset', needs: ['rst'] },
] as const
