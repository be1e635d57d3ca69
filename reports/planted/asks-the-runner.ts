/** Planted: a report that gates by itself. boundaries.test.ts proves that this is caught. */
export { decide } from '../../harness/run/gate.js'
