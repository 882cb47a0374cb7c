import { describe, expect, it } from 'vitest'
import { privateRangesOf } from './private-ranges.ts'

const usual = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']
const network = { vpc: '10.16.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' }

describe('ranges that are nobody public', () => {
  it.each([
    ['of a usual cluster', network, usual],
    ['with pods in the second range of EKS', { ...network, pods: '198.19.0.0/16' }, [...usual, '198.19.0.0/16']],
    [
      'with a VPC and Services of bought addresses',
      { ...network, vpc: '44.0.0.0/16', services: '44.1.0.0/16' },
      [...usual, '44.0.0.0/16', '44.1.0.0/16'],
    ],
    ['with pods that are private in part', { ...network, pods: '100.0.0.0/8' }, [...usual, '100.0.0.0/8']],
  ])('%s', (_, own, ranges) => {
    expect(privateRangesOf({ network: own })).toEqual(ranges)
  })
})
