import type { IEC2NodeClassSpec } from '@kubernetes-models/karpenter/karpenter.k8s.aws/v1'
import type { INodePoolSpec } from '@kubernetes-models/karpenter/karpenter.sh/v1'
import type { Cluster, NodePool } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { clusterOf, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { nodes } from './nodes.ts'

const objects = objectsOf(nodes, modelOf(prod))
const machines = objects.find((o) => o.kind === 'EC2NodeClass')?.spec as IEC2NodeClassSpec
const poolNamed = (name: string) =>
  objects.find((o) => o.kind === 'NodePool' && o.metadata.name === name)?.spec as INodePoolSpec
const allowed = (name: string, key: string) =>
  poolNamed(name).template.spec.requirements.find((r) => r.key === key)?.values

describe('the machines', () => {
  it('start from an image with a date', () => {
    expect(machines.amiSelectorTerms).toEqual([{ alias: expect.stringMatching(/^al2023@v\d{8}$/) }])
  })

  it('give nothing away: no metadata without a token or through a pod, no disk in clear', () => {
    expect(machines.metadataOptions).toMatchObject({ httpTokens: 'required', httpPutResponseHopLimit: 1 })
    expect(machines.blockDeviceMappings?.map((d) => d.ebs)).toEqual([
      expect.objectContaining({ encrypted: true, volumeType: 'gp3' }),
    ])
  })

  it("have the fleet's role and the cluster's own networks", () => {
    expect(machines.role).toBe('acme-prod-eu-node')
    for (const terms of [machines.subnetSelectorTerms, machines.securityGroupSelectorTerms]) {
      expect(terms).toEqual([{ tags: { 'karpenter.sh/discovery': 'prod-eu' } }])
    }
  })
})

describe('the pools', () => {
  it('are those of the fleet', () => {
    expect(objects.filter((o) => o.kind === 'NodePool').map((o) => o.metadata.name)).toEqual(['system', 'base', 'spot'])
  })

  it.each([
    ['spot', 'karpenter.sh/capacity-type', ['spot']],
    ['base', 'karpenter.sh/capacity-type', ['on-demand']],
    ['spot', 'kubernetes.io/arch', ['amd64', 'arm64']],
    ['base', 'kubernetes.io/arch', ['amd64']],
    ['base', 'karpenter.k8s.aws/instance-family', ['m7i', 'm7a']],
    ['base', 'topology.kubernetes.io/zone', ['eu-west-1a', 'eu-west-1b']],
  ])('%s: %s in %j', (pool, key, values) => {
    expect(allowed(pool, key)).toEqual(values)
  })

  it('have limits and an order', () => {
    expect(poolNamed('spot')).toMatchObject({ weight: 50, limits: { cpu: '64', memory: '256Gi' } })
  })

  it('keep apps off the system pool, and nothing off the others', () => {
    expect(poolNamed('system').template.spec.taints).toEqual([
      { key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' },
    ])
    expect(poolNamed('base').template.spec).not.toHaveProperty('taints')
  })

  it.each([
    ['system', 'WhenEmpty', '1'],
    ['spot', 'WhenEmptyOrUnderutilized', '10%'],
  ])('%s shrinks %s, %s at a time', (pool, consolidationPolicy, nodesAtOnce) => {
    expect(poolNamed(pool).disruption).toMatchObject({ consolidationPolicy, budgets: [{ nodes: nodesAtOnce }] })
  })

  it.each(['system', 'base', 'spot'])('%s renews its nodes, and never waits for ever for one', (pool) => {
    expect(poolNamed(pool).template.spec).toMatchObject({ expireAfter: '720h', terminationGracePeriod: '2h' })
  })
})

describe('what the fleet may ask of Karpenter', () => {
  const poolOf = (more: Partial<NodePool>, nodesMore: Partial<Cluster['nodes']> = {}) => {
    const [first] = prod.nodes.pools.filter((p) => !p.system)
    if (first === undefined) throw new Error('no pool')
    const cluster = clusterOf('lab', 'dev', { nodes: { ...prod.nodes, ...nodesMore, pools: [{ ...first, ...more }] } })
    return objectsOf(nodes, modelOf(cluster)).find((o) => o.kind === 'NodePool')?.spec as INodePoolSpec
  }
  const values = (spec: INodePoolSpec, key: string) =>
    spec.template.spec.requirements.find((r) => r.key === key)?.values

  it('a class of machines has a label, and a taint that keeps others off', () => {
    const { template } = poolOf({ profile: 'burstable', families: ['t3', 't3a'] })
    expect(template.metadata?.labels).toMatchObject({ 'slipway.dev/profile': 'burstable', 'slipway.dev/nodes': 'apps' })
    expect(template.spec.taints).toEqual([{ key: 'slipway.dev/profile', value: 'burstable', effect: 'NoSchedule' }])
  })

  it('spot as overflow has the soft taint of S1-24, on-demand has none', () => {
    expect(poolOf({ capacity: 'spot' }, { spot: 'overflow' }).template.spec.taints).toEqual([
      { key: 'slipway.dev/spot', value: 'true', effect: 'PreferNoSchedule' },
    ])
    expect(poolOf({}, { spot: 'overflow' }).template.spec).not.toHaveProperty('taints')
  })

  it.each<[string, Partial<NodePool>, string[] | undefined]>([
    ['on-demand is one part', {}, ['1']],
    ['spot the others', { capacity: 'spot' }, ['2', '3', '4']],
    ['add-ons take no part', { system: true }, undefined],
    ['nor do machines of a class', { profile: 'memory' }, undefined],
  ])('a share of a quarter: %s', (_, more, parts) => {
    expect(values(poolOf(more, { onDemandShare: '25%' }), 'slipway.dev/share')).toEqual(parts)
  })

  it('a spot pool that falls back starts both, and takes sizes where they are said', () => {
    expect(values(poolOf({ capacity: 'spot', fallback: true }), 'karpenter.sh/capacity-type')).toEqual([
      'spot',
      'on-demand',
    ])
    expect(values(poolOf({ sizes: ['large', 'xlarge'] }), 'karpenter.k8s.aws/instance-size')).toEqual([
      'large',
      'xlarge',
    ])
    expect(values(poolOf({}), 'karpenter.k8s.aws/instance-size')).toBeUndefined()
  })

  it('nodes go as the fleet says: how many at once, when not, and after how many days', () => {
    const spec = poolOf({ renew: { after: '14d', atOnce: '20%', pause: [{ from: '0 8 * * 1-5', hours: 10 }] } })
    expect(spec.disruption?.budgets).toEqual([
      { nodes: '20%' },
      { nodes: '0', schedule: '0 8 * * 1-5', duration: '10h' },
    ])
    expect(spec.template.spec.expireAfter).toBe('336h')
  })

  it('nothing of it is there with node groups', () => {
    expect(
      objectsOf(
        nodes,
        modelOf(clusterOf('lab', 'dev', { nodes: { ...prod.nodes, scaler: 'cluster-autoscaler', groups: 'managed' } })),
      ),
    ).toEqual([])
  })
})
