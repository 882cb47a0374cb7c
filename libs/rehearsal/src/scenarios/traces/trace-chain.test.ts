import { expect, it } from 'vitest'
import type { Member } from '../mesh/mesh-member.ts'
import { chainFrom, reachedFrom } from './trace-chain.ts'

const member = (name: string, ...calls: readonly string[]): Member => ({
  name,
  namespace: 'shop',
  serviceAccount: name,
  labels: {},
  port: 8080,
  more: [],
  containerPorts: [],
  host: `${name}.shop.svc.cluster.local`,
  calls,
  outside: [],
  bytes: [],
})

it.each<[string, readonly Member[], string, string]>([
  ['the longest way', [member('a', 'b', 'c'), member('b'), member('c', 'd'), member('d')], 'a c d', 'a b c d'],
  ['a circle is walked once', [member('a', 'b'), member('b', 'a', 'c'), member('c', 'b')], 'a b c', 'a b c'],
  ['nobody is called', [member('a'), member('b')], 'a', 'a'],
  ['who has no Service is no way, and is there', [member('a', 'b'), { ...member('b'), host: undefined }], 'a', 'a b'],
  ['whom nobody here knows', [member('a', 'elsewhere')], 'a', 'a'],
])('%s', (_, members, chain, reached) => {
  const [first = member('none')] = members
  const names = (all: readonly Member[]) => all.map(({ name }) => name).join(' ')
  expect([names(chainFrom(first, members)), names(reachedFrom(first, members))]).toEqual([chain, reached])
})
