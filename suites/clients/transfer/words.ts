/** The answer to a transfer called `move`. */
export const ANSWER = { name: 'iq', attrs: { id: 'move', type: ['result', 'error'] } }
