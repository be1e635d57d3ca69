import { expect, test } from 'vitest'
import { Lender } from './lender.js'

test('each thing is lent once at a time, in turn', async () => {
  const lender = new Lender(['a', 'b'])
  const got: string[] = []
  const borrow = (who: string) => lender.take().then((thing) => got.push(`${who} ${thing}`))
  await Promise.all([borrow('first'), borrow('second')])
  const late = [borrow('third'), borrow('fourth')]
  await Promise.resolve()
  expect(got).toEqual(['first a', 'second b'])
  lender.giveBack('b')
  lender.giveBack('a')
  await Promise.all(late)
  expect(got.slice(2)).toEqual(['third b', 'fourth a'])
})
