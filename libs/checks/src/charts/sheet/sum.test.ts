import { addons } from '@slipway/platform'
import { describe, expect, it } from 'vitest'
import { reference } from '../reference.ts'
import { sumOf, wholeSumOf, withoutAccount } from './sum.ts'

const [, paged] = reference.clusters
if (paged === undefined) throw new Error('no cluster')
const sumsOf = (cluster: typeof paged) => addons(cluster, reference).map((addon) => `${addon.name} ${sumOf(addon)}`)

describe('a sum of values', () => {
  it('is the same for a cluster of another name, place and account', () => {
    const other = {
      ...paged,
      name: 'other' as typeof paged.name,
      region: 'us-east-1',
      domain: 'other.test',
      account: '999999999999',
    }
    expect(sumsOf(other)).toEqual(sumsOf(paged))
  })
  it('is another one for a quiet cluster', () => {
    const quiet = sumsOf({ ...paged, quiet: true })
    expect(
      sumsOf(paged)
        .filter((one) => quiet.includes(one))
        .map((one) => one.split(' ')[0])
        .sort(),
    ).toEqual([
      'ack',
      'eck-operator',
      'external-dns',
      'istio-base',
      'istio-cni',
      'nvidia-device-plugin',
      'vertical-pod-autoscaler',
    ])
  })
  it('of all that helm sees differs with Kubernetes', () => {
    const [addon] = addons(paged, reference)
    if (addon === undefined) throw new Error('no add-on')
    expect(wholeSumOf(addon, '1.34')).not.toBe(wholeSumOf(addon, '1.35'))
  })
})

it.each([
  ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/argoproj/argocd:v1', 'pull-through/quay/argoproj/argocd:v1'],
  ['999988887777.dkr.ecr.us-gov-west-1.amazonaws.com/k8s', 'pull-through/k8s'],
  // A mirror of somebody's own is no cache.
  [
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay-mirror/x',
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay-mirror/x',
  ],
  ['quay.io/argoproj/argocd:v1', 'quay.io/argoproj/argocd:v1'],
])('%s is kept as %s', (image, kept) => {
  expect(withoutAccount(image)).toBe(kept)
})
