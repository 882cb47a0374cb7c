import type { IApplication, IApplicationSet, IApplicationSpec } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { KubeObject } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { dev, fleet, modelOf, prod } from '../test/fixture.ts'
import { gitopsObjects } from './argo-chart.ts'

const clusters = [dev, prod]
const filesOf = (cluster: typeof prod) => gitopsObjects(modelOf(cluster), fleet)
const objectsOf = (cluster: typeof prod) => filesOf(cluster).flatMap((f) => f.objects)

/** Every Application that comes of the tree, also those that an ApplicationSet will make. */
const specs = (object: KubeObject): readonly IApplicationSpec[] =>
  object.kind === 'Application'
    ? [(object as unknown as IApplication).spec]
    : object.kind === 'ApplicationSet'
      ? [(object as unknown as IApplicationSet).spec.template.spec]
      : []

const everySpec = clusters.flatMap((cluster) =>
  objectsOf(cluster).flatMap((o) =>
    specs(o).map((spec) => ({ name: `${cluster.name} ${o.kind} ${o.metadata.name}`, spec })),
  ),
)

describe.each(clusters)('what Argo CD is told in $name', (cluster) => {
  it('lies in files that say what is in them', () => {
    expect(filesOf(cluster).map((f) => f.path.replace(`argocd/${cluster.name}/`, ''))).toEqual([
      'root.yaml',
      'appproject-addons.yaml',
      ...[
        'argo-cd',
        'cert-manager',
        'istio-base',
        'karpenter',
        'aws-load-balancer-controller',
        'istio-cni',
        'istiod',
        'istio-ingress',
        'argo-rollouts',
        'external-dns',
        'external-secrets',
        'keda',
        'kube-prometheus-stack',
        'metrics-server',
      ].map((name) => `application-${name}.yaml`),
      'appproject-platform.yaml',
      'applicationset-platform.yaml',
      'appproject-shop.yaml',
      'applicationset-shop.yaml',
      'appproject-finance.yaml',
      'applicationset-finance.yaml',
    ])
  })

  it('is one object a file, but for the bootstrap', () => {
    expect(
      filesOf(cluster)
        .filter((f) => f.objects.length !== 1)
        .map((f) => f.path),
    ).toEqual([`argocd/${cluster.name}/root.yaml`])
  })

  it('lives in one namespace, each name once', () => {
    const names = objectsOf(cluster).map((o) => `${o.metadata.namespace ?? ''} ${o.kind} ${o.metadata.name}`)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^argocd /)
  })

  it('has a project for every Application, written out', () => {
    const projects = objectsOf(cluster)
      .filter((o) => o.kind === 'AppProject')
      .map((o) => o.metadata.name)
    for (const { project } of objectsOf(cluster).flatMap(specs)) expect(projects).toContain(project)
  })

  it('makes projects first, then the platform, then add-ons, then teams', () => {
    const wave = (kind: string, name: string) => {
      const found = objectsOf(cluster).find((o) => o.kind === kind && o.metadata.name === name)
      return Number(found?.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? NaN)
    }
    const order = [
      wave('AppProject', 'shop'),
      wave('Application', 'addons-argo-cd'),
      wave('ApplicationSet', 'platform'),
      wave('Application', 'addons-istio-base'),
      wave('Application', 'addons-istiod'),
      wave('Application', 'addons-istio-ingress'),
      wave('Application', 'addons-keda'),
      wave('ApplicationSet', 'shop'),
    ]
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b))
  })
})

describe.each(everySpec)('$name', ({ spec }) => {
  const options = spec.syncPolicy?.syncOptions ?? []

  it('follows a branch by its full name or a chart by its number', () => {
    expect(spec.sources).toBeUndefined()
    expect(spec.source?.targetRevision).toMatch(
      spec.source?.chart === undefined ? /^refs\/heads\/trunk$/ : /^v?\d+\.\d+\.\d+$/,
    )
  })

  it('goes to one namespace of its own cluster', () => {
    expect(spec.destination).toEqual({
      server: 'https://kubernetes.default.svc',
      namespace: expect.stringMatching(/^[a-z-]+$/),
    })
  })

  it('syncs and heals by itself, tries again with the newest commit, and never takes an empty answer for an order', () => {
    expect(spec.syncPolicy).toMatchObject({
      automated: { selfHeal: true, allowEmpty: false },
      retry: { limit: -1, refresh: true },
    })
  })

  it.each(['RespectIgnoreDifferences', 'PruneLast', 'Replace', 'Force', 'Validate'])('has no %s', (option) => {
    expect(options.filter((o) => o.startsWith(option))).toEqual([])
  })

  it('reads no folder below its own', () => {
    if (spec.source?.path !== undefined) expect(spec.source).not.toHaveProperty('directory')
  })
})
