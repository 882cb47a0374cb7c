import { expect, it } from 'vitest'
import { blastText, lineText, valueText } from './format-change.ts'

const sum = (start: string, rest: string) => `web@sha256:${start}${rest.repeat(56)}`

it.each<[string, string, string, string]>([
  [
    'of checksums the first signs',
    sum('aaaaaaaa', 'b'),
    sum('cccccccc', 'd'),
    'web@sha256:aaaaaaaa -> web@sha256:cccccccc',
  ],
  [
    'one checksum of two images',
    sum('aaaaaaaa', 'b'),
    `x/${sum('aaaaaaaa', 'b')}`,
    'web@sha256:aaaaaaaa -> x/web@sha256:aaaaaaaa',
  ],
])('a change shows %s', (_, before, after, text) => {
  expect(valueText({ before, after })).toBe(text)
})

it('two checksums that begin alike are not told as one', () => {
  const pair = { before: sum('aaaaaaaa', 'b'), after: sum('aaaaaaaa', 'c') }
  const [before = '', after = ''] = valueText({ ...pair }).split(' -> ')
  expect(before).not.toBe(after)
})

it('a value that is cut says how long it is and what it is', () => {
  const harmless = `echo ${'-'.repeat(80)}`
  const told = (after: string) => valueText({ before: 'true', after })
  expect(told(harmless)).toMatch(/^true -> echo -+… \(85 characters, checksum [0-9a-f]{12}\)$/)
  expect(told(`${harmless.slice(0, -1)};`)).not.toBe(told(harmless))
  expect(told('echo')).toBe('true -> echo')
})

it('one pod is one', () => {
  const one = {
    clusters: [],
    prodRegions: [],
    prodApps: 0,
    apps: 0,
    objects: 1,
    replaced: 1,
    stopped: 0,
    fewest: 1,
    most: 1,
  }
  expect(blastText(one)).toBe('1 object; the pods of 1 workload are replaced (1 pod)')
})

it.each<[number, number, string]>([
  [0, 0, '2 objects; no pods are replaced'],
  [1, 0, '2 objects; the pods of 1 workload are replaced (3 pods)'],
  [0, 1, '2 objects; the pods of 1 workload stop'],
  [2, 1, '2 objects; the pods of 2 workloads are replaced (3 pods), of 1 workload stop'],
])('pods of %d workloads that are replaced and %d that stop', (replaced, stopped, text) => {
  const pods = replaced === 0 ? 0 : 3
  const nothing = { clusters: [], prodRegions: [], prodApps: 0, apps: 0 }
  expect(blastText({ ...nothing, objects: 2, replaced, stopped, fewest: pods, most: pods })).toBe(text)
})

it.each<[string, readonly ('high' | 'none')[], string]>([
  [
    'names the riskiest and a place of it',
    ['high', 'none', 'none', 'none'],
    '4 different values, the riskiest 3 -> 0 (prod/shop/web)',
  ],
  ['of the same risk shows one', ['none', 'none', 'none', 'none'], '4 different values, such as 3 -> 0'],
  ['of three shows all', ['high', 'none', 'none'], '3 -> 0 (1); 3 -> 1 (1); 3 -> 2 (1)'],
])('a field that changes differently %s', (_, levels, text) => {
  const values = levels.map((level, i) => ({
    before: '3',
    after: String(i),
    level,
    objects: 1,
    location: 'prod/shop/web',
  }))
  const line = {
    verb: 'set',
    what: 'Deployment',
    field: 'spec.replicas',
    kinds: ['Deployment'],
    objects: levels.length,
    values,
  } as const
  expect(lineText(line)).toBe(`Deployment spec.replicas: ${text}`)
})
