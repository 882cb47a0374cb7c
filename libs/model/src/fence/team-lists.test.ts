import { describe, expect, it } from 'vitest'
import type { Cluster, Fleet } from '@slipway/fleet'
import { teamLists } from './team-lists.ts'

const quota = { cpu: '1', memory: '1Gi', pods: 1, devices: { 'nvidia.com/gpu': 2 } }
const fleet = {
  teams: new Map([['shop', { quota, may: { registries: ['quay.io/acme', 'mirror.acme.test'] } }]]),
} as unknown as Fleet
const cluster = {
  name: 'prod',
  environment: 'prod',
  account: '111122223333',
  region: 'eu-west-1',
  registry: 'registry.acme.test',
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
} as unknown as Cluster
const below = (pullThrough?: Cluster['pullThrough']) =>
  teamLists('shop', { ...cluster, pullThrough }, fleet).registries.filter((one) => one.endsWith('/'))

describe('registries of a team', () => {
  const own = ['registry.acme.test/', 'quay.io/acme/', 'mirror.acme.test/']
  it('are those of the cluster and its own', () => {
    expect([below(), below([]), below(['docker.io'])]).toEqual([own, own, own])
  })
  it('are at no other port of their hosts', () => {
    const { registries } = teamLists('shop', cluster, fleet)
    expect(registries.filter((one) => one.endsWith(':'))).toEqual(['quay.io/acme:'])
  })
  it('are also those that the cluster keeps of its own, and no more of them', () => {
    const kept = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/quay/acme/'
    expect(below(['quay.io'])).toEqual([own[0], own[1], kept, own[2]])
  })
})

it('devices are those of the quota, and none else', () => {
  const asked = ['cpu', 'memory', 'ephemeral-storage']
  expect(teamLists('shop', cluster, fleet).resources).toEqual([...asked, 'nvidia.com/gpu'])
  expect(teamLists('finance', cluster, fleet).resources).toEqual(asked)
})
