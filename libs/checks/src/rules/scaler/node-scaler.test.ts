import type { KubeObject } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import { table } from '../../../test/case.ts'
import { add, all, type Change, fleet, good, indexClusters } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { apply } from '../../engine/rule.ts'
import { nodeScaler } from './node-scaler.ts'

const application = (chart: string, values: object = {}): KubeObject =>
  object('argoproj.io/v1alpha1', 'Application', 'argocd', `addons-${chart}`, {
    spec: {
      project: 'platform',
      source: {
        repoURL: 'https://git.example/acme/slipway.git',
        targetRevision: '1.0.0',
        chart,
        helm: { releaseName: chart, valuesObject: values },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'kube-system' },
    },
  })
const settings = { clusterName: 'prod', interruptionQueue: 'karpenter-prod' }
const has = (chart: string, values: object | undefined = chart === 'karpenter' ? { settings } : undefined): Change =>
  add('platform/nodes', application(chart, values))
const pool = add('platform/nodes', object('karpenter.sh/v1', 'NodePool', '', 'spot', { spec: {} }))
const handler = 'aws-node-termination-handler'

table(nodeScaler, [
  { name: 'Karpenter with its pools', change: all(has('karpenter'), pool), says: [] },
  {
    name: 'a termination handler beside Karpenter',
    change: all(has('karpenter'), has(handler)),
    alone: true,
    says: [`application-addons-${handler} spec.source.chart: ${handler}; nobody beside Karpenter`],
  },
  {
    name: 'two that start nodes',
    change: all(has('karpenter'), has('cluster-autoscaler')),
    says: [
      'application-addons-cluster-autoscaler spec.source.chart: cluster-autoscaler; karpenter alone, as fleet/clusters/prod.ts says',
    ],
  },
  {
    name: 'a Karpenter that hears of no interruption, of another cluster',
    change: has('karpenter', { settings: { clusterName: 'dev' } }),
    says: [
      'application-addons-karpenter spec.source.helm.valuesObject.settings.clusterName: dev; prod: machines join this cluster',
      'application-addons-karpenter spec.source.helm.valuesObject.settings.interruptionQueue: nothing; the queue that tells Karpenter of spot interruptions',
    ],
  },
  {
    name: 'nobody who starts nodes',
    change: has('keda'),
    says: ['application-addons-keda: no Application of karpenter; karpenter, as fleet/clusters/prod.ts says'],
  },
])

describe('with node groups', () => {
  const spot = { selector: { 'karpenter.sh/capacity-type': 'spot' } }
  const say = (groups: 'managed' | 'self-managed', change: Change): readonly string[] => {
    const other = {
      ...fleet,
      clusters: fleet.clusters.map(
        (c): Cluster => ({ ...c, nodes: { ...c.nodes, scaler: 'cluster-autoscaler', groups } }),
      ),
    } as Fleet
    return indexClusters(change(good()), other)
      .flatMap((index) => apply([nodeScaler], index))
      .map((i) => `${i.file.split('/').at(-1)} ${i.got}`)
  }
  it.each<[string, 'managed' | 'self-managed', Change, ...string[]]>([
    ['managed', 'managed', has('cluster-autoscaler')],
    ['self-managed', 'self-managed', all(has('cluster-autoscaler'), has(handler, { nodeSelector: spot.selector }))],
    [
      'self-managed, and nobody drains',
      'self-managed',
      has('cluster-autoscaler'),
      `application-addons-cluster-autoscaler.yaml no Application of ${handler}`,
    ],
    [
      'managed, and two drain',
      'managed',
      all(has('cluster-autoscaler'), has(handler)),
      `application-addons-${handler}.yaml ${handler}`,
    ],
    [
      'the handler everywhere',
      'self-managed',
      all(has('cluster-autoscaler'), has(handler)),
      `application-addons-${handler}.yaml {}`,
    ],
    ['half of Karpenter', 'managed', all(has('cluster-autoscaler'), pool), 'nodepool-spot.yaml NodePool'],
  ])('%s', (_, groups, change, ...said) => {
    expect(say(groups, change)).toEqual(said)
  })
})
