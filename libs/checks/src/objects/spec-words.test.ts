import { describe, expect, it } from 'vitest'
import { hintAt, wordsForKind } from './spec-words.ts'

describe('wordsForKind', () => {
  it.each([
    ['networking.k8s.io', 'Ingress', '`expose`'],
    ['gateway.networking.k8s.io', 'HTTPRoute', '`expose`'],
    ['cert-manager.io', 'Certificate', '`expose`'],
    ['bitnami.com', 'SealedSecret', '`secrets`'],
    ['rbac.authorization.k8s.io', 'Role', '`needs`'],
    ['argoproj.io', 'Application', '`charts`'],
    ['helm.toolkit.fluxcd.io', 'HelmRelease', '`charts`'],
    ['rds.services.k8s.aws', 'DBInstance', '`needs`'],
    ['s3.aws.upbound.io', 'Bucket', '`needs`'],
    ['core', 'PersistentVolume', '`volumes`'],
    ['networking.istio.io', 'WorkloadEntry', '`calls`'],
    ['monitoring.coreos.com', 'ServiceMonitor', '`metrics`'],
    ['apps', 'Deploymnt', '"Deployment"'],
  ])('%s %s', (group, kind, words) => {
    expect(wordsForKind(group, kind)).toContain(words)
  })

  it.each([
    ['postgresql.cnpg.io', 'Cluster'],
    ['kafka.strimzi.io', 'KafkaTopic'],
    ['example.org', 'Services'],
    ['constructor', 'toString'],
  ])('has none for what only an operator knows: %s %s', (group, kind) => {
    expect(wordsForKind(group, kind)).toBeUndefined()
  })
})

it.each([
  ['eks.amazonaws.com/role-arn', '`needs`'],
  ['alb.ingress.kubernetes.io/scheme', '`expose`'],
  ['sidecar.istio.io/inject', '`calls`'],
  ['prometheus.io/scrape', '`metrics`'],
])('hintAt %s', (key, words) => {
  expect(hintAt(`metadata.annotations.${JSON.stringify(key)}`, 'take it out, or ask')).toMatch(
    new RegExp(`^.*${words}.*; else take it out, or ask$`),
  )
})

it('hintAt leaves the hint of other keys as it is', () =>
  expect(hintAt('metadata.labels."a/b"', 'take it out')).toBe('take it out'))
