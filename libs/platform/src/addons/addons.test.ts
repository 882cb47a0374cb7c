import { describe, expect, it } from 'vitest'
import { waves, type Value } from './addon.ts'
import { addons } from './addons.ts'
import { clusterOf, dev, fleet, prod } from '../../test/fixture.ts'

const byName = (cluster: typeof prod) =>
  new Map(addons(cluster, fleet).map(({ name, props }) => [name, { name, ...props }]))
const all = [...byName(prod).values()]

/** Every value under a key of that name, however deep. */
const under = (value: Value, key: string): readonly Value[] => {
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([k, v]) => [...(k === key ? [v as Value] : []), ...under(v as Value, key)])
}

describe('the add-ons', () => {
  it('are those that the design names', () => {
    expect(all.map((a) => a.name).sort()).toEqual([
      'argo-cd',
      'argo-rollouts',
      'aws-load-balancer-controller',
      'cert-manager',
      'external-dns',
      'external-secrets',
      'istio-base',
      'istio-cni',
      'istio-ingress',
      'istiod',
      'karpenter',
      'keda',
      'kube-prometheus-stack',
      'metrics-server',
    ])
  })

  it.each(all)('$name is pinned to one version', ({ version, repository }) => {
    expect(version).toMatch(/^v?\d+\.\d+\.\d+$/)
    // OCI registries are named without a scheme (Argo CD, docs/user-guide/helm.md).
    expect(repository).toMatch(/^(https:\/\/)?[a-z0-9.-]+(\/[a-z0-9./-]+)?$/)
  })

  it('have one Istio', () => {
    expect(new Set(all.filter((a) => a.name.startsWith('istio')).map((a) => a.version)).size).toBe(1)
  })

  it('have a namespace that exactly one of them makes, unless the cluster came with it', () => {
    for (const namespace of new Set(all.map((a) => a.namespace))) {
      expect(
        all.filter((a) => a.namespace === namespace && a.createNamespace),
        namespace,
      ).toHaveLength(namespace === 'kube-system' ? 0 : 1)
    }
    for (const a of all)
      expect('pod-security.kubernetes.io/enforce' in a.namespaceLabels, a.name).toBe(a.createNamespace)
  })

  it.each([
    ['argo-cd', 'karpenter', 'Argo CD waits for nothing before its own settings say so'],
    ['istio-base', 'istiod', 'kinds before their controller'],
    ['istiod', 'istio-ingress', "the gateway's pods are injected"],
    ['istio-cni', 'istio-ingress', 'the node is ready for the mesh'],
    ['cert-manager', 'aws-load-balancer-controller', "its webhook's certificate"],
    ['aws-load-balancer-controller', 'istio-ingress', 'somebody has to make the balancer'],
    ['karpenter', 'kube-prometheus-stack', 'nodes to run on'],
  ])('%s comes before %s: %s', (first, second) => {
    expect(byName(prod).get(first)?.wave).toBeLessThan(byName(prod).get(second)?.wave ?? -Infinity)
  })

  it('come before the teams, and after what they wait for', () => {
    for (const a of all) expect(a.wave, a.name).toBeLessThan(waves.teams)
    for (const a of all.filter((b) => b.name !== 'argo-cd')) expect(a.wave, a.name).toBeGreaterThan(waves.platform)
  })
})

describe('the values', () => {
  it.each(all.filter((a) => a.name !== 'istio-base' && a.name !== 'istio-cni'))(
    'of $name put its pods on system nodes',
    ({ values }) => {
      expect(under(values, 'nodeSelector')).toContainEqual({ 'slipway.dev/nodes': 'system' })
      expect(under(values, 'tolerations')).toContainEqual([{ key: 'CriticalAddonsOnly', operator: 'Exists' }])
    },
  )

  it('leave the node open in a cluster without a system pool', () => {
    const open = clusterOf('lab', 'dev', { nodes: { ...prod.nodes, pools: prod.nodes.pools.filter((p) => !p.system) } })
    expect(
      addons(open, fleet)
        .flatMap((a) => under(a.props.values, 'nodeSelector'))
        .filter((s) => Object.keys(s).length > 0),
    ).toEqual([])
  })

  it.each([
    [prod, 2],
    [dev, 1],
  ])('keep as many pods as the cluster deserves', (cluster, count) => {
    for (const [name, { values }] of byName(cluster)) {
      const counts = [...under(values, 'replicaCount'), ...under(values, 'replicas'), ...under(values, 'autoscaleMin')]
      for (const n of counts) expect(n, name).toBe(count)
    }
  })

  it.each([
    [prod, 4],
    [dev, 1],
  ])('keep two gateway pods in every zone where somebody is paged', (cluster, min) => {
    expect(byName(cluster).get('istio-ingress')?.values).toMatchObject({ autoscaling: { minReplicas: min } })
  })

  it('bring a second gateway with a balancer that only the VPC reaches, where the cluster has an internal domain', () => {
    expect(byName(prod).has('istio-ingress-internal')).toBe(false)
    const { values, namespace, createNamespace } =
      byName({ ...prod, internalDomain: 'in.acme.test' }).get('istio-ingress-internal') ?? {}
    expect([namespace, createNamespace]).toEqual(['istio-ingress', false])
    const annotations = (of: unknown) =>
      (of as { service: { annotations: Record<string, string> } }).service.annotations
    const prefix = 'service.beta.kubernetes.io/aws-load-balancer-'
    expect(annotations(values)).toEqual({
      ...annotations(byName(prod).get('istio-ingress')?.values),
      [`${prefix}name`]: 'prod-eu-internal',
      [`${prefix}scheme`]: 'internal',
    })
  })

  it('fit the cluster', () => {
    const { settings } = byName(prod).get('karpenter')?.values ?? {}
    expect(settings).toMatchObject({ clusterName: 'prod-eu', interruptionQueue: 'karpenter-prod-eu' })
    expect(byName(prod).get('aws-load-balancer-controller')?.values).toMatchObject({
      clusterName: 'prod-eu',
      region: 'eu-west-1',
    })
    expect(byName(prod).get('external-dns')?.values).toMatchObject({
      domainFilters: ['prod-eu.acme.test'],
      txtOwnerId: 'prod-eu',
    })
  })

  it("let ApplicationSets keep what the controller's own policy would delete", () => {
    expect(byName(prod).get('argo-cd')?.values).toMatchObject({
      configs: {
        params: { 'applicationsetcontroller.enable.policy.override': 'true' },
        cm: { 'application.sync.requireOverridePrivilegeForRevisionSync': 'true' },
        rbac: { 'policy.default': 'role:onlooker' },
      },
    })
  })

  it('set no end to a sync: Argo CD counts it from the first try and never tries that commit again', () => {
    expect(JSON.stringify(byName(prod).get('argo-cd')?.values)).not.toContain('sync.timeout')
  })

  it('let Prometheus find what apps declare, in every namespace', () => {
    const { prometheus } = byName(prod).get('kube-prometheus-stack')?.values ?? {}
    expect(prometheus).toMatchObject({
      prometheusSpec: {
        podMonitorSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        podMonitorNamespaceSelector: {},
      },
    })
  })

  it("let a gateway's pod go only when the balancer has forgotten it and nobody is connected any more", () => {
    const { lifecycle, env, podAnnotations, terminationGracePeriodSeconds, service } = (byName(prod).get(
      'istio-ingress',
    )?.values ?? {}) as unknown as Record<'lifecycle' | 'env' | 'service', object> & {
      podAnnotations: Record<string, string>
      terminationGracePeriodSeconds: number
    }
    const pause = (lifecycle as { preStop: { sleep: { seconds: number } } }).preStop.sleep.seconds
    const deregistration = Number(/deregistration_delay\.timeout_seconds=(\d+)/.exec(JSON.stringify(service))?.[1])
    expect(pause).toBeGreaterThan(2 * deregistration)
    expect(env).toEqual({ EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true' })
    const goodbye = Number(/^drainDuration: (\d+)s$/.exec(podAnnotations['proxy.istio.io/config'] ?? '')?.[1])
    // Balancers and proxies keep an idle connection for 60 s, and Envoy closes one after four fifths.
    expect(goodbye * 0.8).toBeGreaterThan(60)
    expect(terminationGracePeriodSeconds).toBeGreaterThan(pause + goodbye)
  })

  it('open 80 and 443 to the public, and no port of Istio itself', () => {
    expect(byName(prod).get('istio-ingress')?.values).toMatchObject({
      service: { ports: [{ port: 80 }, { port: 443 }] },
    })
  })

  it('give each outside host an address of its own', () => {
    expect(byName(prod).get('istiod')?.values).toMatchObject({
      meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true' } } },
    })
  })

  it.each(all)('of $name are plain data', ({ values }) => {
    expect(JSON.parse(JSON.stringify(values))).toEqual(values)
  })
})

describe('who starts nodes', () => {
  const spot = {
    name: 'spot',
    capacity: 'spot' as const,
    families: ['m7i', 'm6i'],
    sizes: ['xlarge' as const],
    architectures: ['amd64' as const],
    weight: 50,
    system: false,
    nodes: { min: 0, max: 9 },
  }
  const base = { ...spot, name: 'base', capacity: 'on-demand' as const, weight: 10 }
  const starters = ['karpenter', 'cluster-autoscaler', 'aws-node-termination-handler']
  const of = (nodes: Partial<typeof prod.nodes>) =>
    byName(clusterOf('lab', 'prod', { nodes: { ...prod.nodes, ...nodes } }))

  it.each<[string, Partial<typeof prod.nodes>, readonly string[]]>([
    ['Karpenter alone', {}, ['karpenter']],
    [
      'the Cluster Autoscaler alone where EKS drains',
      { scaler: 'cluster-autoscaler', groups: 'managed', pools: [base, spot] },
      ['cluster-autoscaler'],
    ],
    [
      'with a handler for spot in groups of our own',
      { scaler: 'cluster-autoscaler', groups: 'self-managed', pools: [base, spot] },
      ['cluster-autoscaler', 'aws-node-termination-handler'],
    ],
    [
      'without one where there is no spot',
      { scaler: 'cluster-autoscaler', groups: 'self-managed', pools: [base] },
      ['cluster-autoscaler'],
    ],
  ])('%s', (_, nodes, wanted) => {
    expect(starters.filter((name) => of(nodes).has(name))).toEqual(wanted)
  })

  it('tries the pools in their order, and drains spot nodes only', () => {
    const own = of({ scaler: 'cluster-autoscaler', groups: 'self-managed', pools: [base, spot] })
    expect(own.get('cluster-autoscaler')?.values).toMatchObject({
      autoDiscovery: { clusterName: 'lab' },
      expanderPriorities: { '50': ['.*lab-spot-.*'], '10': ['.*lab-base-.*'] },
    })
    expect(own.get('aws-node-termination-handler')?.values).toMatchObject({
      nodeSelector: { 'karpenter.sh/capacity-type': 'spot' },
      taintNode: true,
    })
  })
})

it('advice is a recommender alone, in clusters that give it', () => {
  expect(byName(prod).has('vertical-pod-autoscaler')).toBe(false)
  expect(byName(clusterOf('lab', 'prod', { advice: true })).get('vertical-pod-autoscaler')?.values).toMatchObject({
    recommender: { enabled: true },
    updater: { enabled: false },
    admissionController: { enabled: false },
  })
})
