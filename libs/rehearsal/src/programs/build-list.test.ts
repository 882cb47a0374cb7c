import { describe, expect, it } from 'vitest'
import { formatList, type Listed } from './build-list.ts'

const etcd: Listed = { name: 'etcd', version: '3.7.3', path: '/c/etcd', bytes: 24_764_578, minutes: 2 }
const argocd: Listed = { name: 'argocd', version: '3.5.7', path: undefined, bytes: undefined, minutes: 9 }
const crane: Listed = { name: 'crane', version: '0.22.1', path: undefined, bytes: undefined, minutes: 1 }

describe('formatList', () => {
  it('says of each what is there, and of what is not how long it takes', () => {
    expect(formatList([etcd, argocd, crane])).toBe(
      [
        'etcd    3.7.3   built        25 MB  /c/etcd',
        'argocd  3.5.7   not built   about 9 min',
        'crane   0.22.1  not built   about 1 min',
        '1 of 3 built; the others take about 10 min on two busy cores: npx slipway rehearse build',
      ].join('\n'),
    )
  })

  it('ends with the count alone when all are there', () => expect(formatList([etcd])).toMatch(/\n1 of 1 built$/))
})
