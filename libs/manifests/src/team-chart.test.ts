import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '@slipway/core'
import { modelOf, object, sample } from '../test/sample.ts'
import { teamManifests } from './team-chart.ts'

const model = modelOf({ web: { kind: 'http' }, ledger: { kind: 'stateful', team: 'finance' } })
const files = model.teams.filter((t) => t.name === 'shop').flatMap((t) => teamManifests(model, t))
const one = (kind: string): KubeObject => {
  const found = files.flatMap((f) => f.objects).find((o) => o.kind === kind)
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

describe('teamManifests', () => {
  it('is one small folder that no app writes to', () => {
    expect(files.map((f) => f.path.replace('clusters/prod-eu/shop/namespace/', ''))).toEqual([
      'namespace-shop.yaml',
      'resourcequota-team.yaml',
      'limitrange-team.yaml',
      'networkpolicy-default-deny.yaml',
      'authorizationpolicy-default-deny.yaml',
    ])
    for (const f of files) expect([f.source, f.objects.length]).toEqual(['fleet/fleet.ts', 1])
  })

  it('has the secret that its images are pulled with, where the fleet names one', () => {
    const [shop] = model.teams.filter((t) => t.name === 'shop')
    if (shop === undefined) throw new Error('no team')
    const all = teamManifests(model, { ...shop, pullSecret: 'registry' }).flatMap((f) => f.objects)
    expect(all.find((o) => o.kind === 'ExternalSecret')).toMatchObject({
      metadata: { name: 'pull-secret', namespace: 'shop' },
      spec: {
        secretStoreRef: { name: 'team-shop' },
        target: { name: 'pull-secret', template: { type: 'kubernetes.io/dockerconfigjson' } },
        data: [{ secretKey: '.dockerconfigjson', remoteRef: { key: 'prod/shop/registry' } }],
      },
    })
    expect(JSON.stringify(all)).not.toContain('"property"')
  })

  it('puts everything but the namespace itself into the namespace', () => {
    for (const { kind, metadata } of files.flatMap((f) => f.objects))
      expect(metadata.namespace).toBe(kind === 'Namespace' ? undefined : 'shop')
  })

  it('the namespace is in the mesh and restricted, and no merge deletes it', () => {
    const { metadata } = one('Namespace')
    expect(metadata.labels).toMatchObject({ 'istio-injection': 'enabled' })
    for (const mode of ['enforce', 'audit', 'warn'])
      expect(metadata.labels?.[`pod-security.kubernetes.io/${mode}`]).toBe('restricted')
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' })
  })

  it('refuses all traffic of all pods, both ways, in both policies', () => {
    expect(one('NetworkPolicy')['spec']).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    expect(one('AuthorizationPolicy')['spec']).toEqual({})
  })

  it('carries the label by which apps know a namespace of ours', () => {
    const [rule] = object<INetworkPolicy>(sample({ kind: 'http' }), 'NetworkPolicy').spec?.ingress ?? []
    expect(one('Namespace').metadata.labels).toMatchObject(
      rule?.from?.[0]?.namespaceSelector?.matchLabels ?? { none: '' },
    )
  })

  it('one team cannot starve the others', () => {
    expect(one('ResourceQuota')['spec']).toEqual({
      hard: {
        'requests.cpu': '20',
        'requests.memory': '40Gi',
        'requests.storage': '1Ti',
        pods: '50',
        'services.loadbalancers': '0',
        'services.nodeports': '0',
        'count/configmaps': '10000',
        'count/cronjobs.batch': '2000',
        'count/daemonsets.apps': '10',
        'count/deployments.apps': '2000',
        'count/horizontalpodautoscalers.autoscaling': '2000',
        'count/jobs.batch': '2000',
        'count/networkpolicies.networking.k8s.io': '2000',
        'count/persistentvolumeclaims': '2000',
        'count/poddisruptionbudgets.policy': '2000',
        'count/secrets': '10000',
        'count/serviceaccounts': '2000',
        'count/services': '2000',
        'count/statefulsets.apps': '2000',
      },
    })
  })

  it('has the devices and as many objects as the fleet says', () => {
    const devices = { 'nvidia.com/gpu': 4, 'hugepages-2Mi': '2Gi' }
    const given = model.teams.map((t) => ({ ...t, quota: { ...t.quota, devices, objects: 300 } }))
    const all = given.slice(0, 1).flatMap((t) => teamManifests(model, t).flatMap(({ objects }) => objects))
    expect(all.find(({ kind }) => kind === 'ResourceQuota')).toMatchObject({
      spec: {
        hard: {
          'requests.nvidia.com/gpu': '4',
          'requests.hugepages-2Mi': '2Gi',
          'count/services': '300',
          'count/configmaps': '1500',
        },
      },
    })
  })

  it('containers that ask for nothing ask for a little, and cpu is not limited', () => {
    expect(one('LimitRange')['spec']).toEqual({
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
          default: { memory: '256Mi', 'ephemeral-storage': '256Mi' },
        },
      ],
    })
  })
})
