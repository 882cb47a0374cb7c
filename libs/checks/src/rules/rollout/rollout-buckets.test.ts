import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { rolloutBuckets } from './rollout-buckets.ts'

const root = 'spec.strategy.canary.steps'
const cookie = (digits: string) => ({
  setHeaderRoute: {
    name: 'header',
    match: [{ headerName: 'cookie', headerValue: { regex: `(?:^|.*;\\s*)bucket=${digits}[0-9a-f]{2}(?:;.*|$)` } }],
  },
})
const where = (i: number) => `rollout-web ${root}[${i}].setHeaderRoute.match[0].headerValue.regex`
const steps = (first: string, second: string) =>
  all(set('rollout-web', `${root}[1]`, cookie(first)), set('rollout-web', `${root}[4]`, cookie(second)))
const scaled = set('rollout-web', `${root}[3]`, { setCanaryScale: { weight: 50 } })

table(rolloutBuckets, [
  { name: 'a range that grows', change: all(steps('[0-3][0-9a-f]', '[0-7][0-9a-f]'), scaled), says: [] },
  {
    name: 'a range that grows past the end',
    change: all(steps('[ef][0-9a-f]', '(?:[ef]|0)[0-9a-f]'), scaled),
    says: [],
  },
  {
    name: 'a range that moves',
    change: all(steps('[0-3][0-9a-f]', '[4-7][0-9a-f]'), scaled),
    says: [`${where(4)}: a range without the buckets 00, 01, 02, 03, 04 ...; all buckets of the step before`],
  },
  {
    name: 'a range beyond its pods',
    change: set('rollout-web', `${root}[1]`, cookie('[0-7][0-9a-f]')),
    says: [`${where(1)}: 50 % of the buckets for 25 % of the pods; at least as many pods as buckets`],
    alone: true,
  },
  {
    name: 'another cookie',
    change: set('rollout-web', `${root}[1].setHeaderRoute.match[0]`, {
      headerName: 'cookie',
      headerValue: { regex: '.*beta=yes.*' },
    }),
    says: [],
  },
])
