/** Planted: a suite that reads files and asks a judge by itself. boundaries.test.ts proves that this is caught. */
import { readFileSync } from 'node:fs'
import { judgeNamed } from '../../harness/judge/judges.js'

export const judge = () => judgeNamed(readFileSync('/dev/null', 'utf8'))
