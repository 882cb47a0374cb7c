import { describe, expect, it } from 'vitest'
import { asMarkdown } from '../report/markdown.ts'
import { impactText } from '../report/impact-text.ts'
import type { PodPrice } from './resource-impact.ts'
import { inputOf, review } from '../review.ts'

const at = (kind: string, app = 'web', cluster = 'prod-eu') => `clusters/${cluster}/shop/${app}/${kind}-${app}.yaml`
const workload = (cpu: string, { replicas = '', onDemand = false } = {}) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
${replicas === '' ? '' : `  replicas: ${replicas}\n`}  template:
    spec:
${onDemand ? '      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}]}]}}}\n' : ''}      initContainers: [{name: log, restartPolicy: Always, resources: {requests: {cpu: 100m, memory: 256Mi}}}, {name: once, resources: {requests: {cpu: '9'}}}]
      containers: [{name: app, resources: {requests: {cpu: ${cpu}, memory: 768Mi}}}]
`
const scaler = (min: number, max: number) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: shop}
spec: {minReplicas: ${min}, maxReplicas: ${max}, scaleTargetRef: {kind: Deployment, name: web}}
`
/** Elasticsearch's nodes on on-demand, each of half a vCPU and 4 GiB; a Kibana, of which no number is said. */
const store = (count: number) => `apiVersion: elasticsearch.k8s.elastic.co/v1
kind: Elasticsearch
metadata: {name: logs, namespace: monitoring}
spec:
  nodeSets:
    - name: all
      count: ${count}
      podTemplate:
        spec:
          affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}]}]}}}
          containers: [{name: elasticsearch, resources: {requests: {cpu: 500m, memory: 4Gi}}}]
---
apiVersion: kibana.k8s.elastic.co/v1
kind: Kibana
metadata: {name: logs, namespace: monitoring}
spec: {podTemplate: {spec: {containers: [{name: kibana, resources: {requests: {cpu: 250m, memory: 1Gi}}}]}}}
`
/** A dollar for a pod on spot, two on on-demand. */
const price: PodPrice = (_, capacity) => (capacity === 'spot' ? 1 : 2)

const line = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>, of?: PodPrice) => {
  const { impact } = review({
    ...inputOf(new Map(Object.entries(before)), new Map(Object.entries(after))),
    ...(of === undefined ? {} : { price: of }),
  })
  return impact === undefined ? undefined : impactText(impact)
}

describe('what a change needs', () => {
  const web = { [at('deployment')]: workload('400m'), [at('horizontalpodautoscaler')]: scaler(2, 10) }

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]>([
    [
      'more pods',
      web,
      { ...web, [at('horizontalpodautoscaler')]: scaler(4, 30) },
      'Capacity: pods 2 → 4 at the fewest, 10 → 30 at the most; vCPU 1 → 2 at the fewest, 5 → 15 at the most; ' +
        'GiB 2 → 4 at the fewest, 10 → 30 at the most; +$2 to +$20 a month (estimate from list prices)',
    ],
    [
      'larger pods',
      web,
      { ...web, [at('deployment')]: workload('900m') },
      'Capacity: pods 2 at the fewest, 10 at the most; vCPU 1 → 2 at the fewest, 5 → 10 at the most; ' +
        'GiB 2 at the fewest, 10 at the most; +$0 a month (estimate from list prices)',
    ],
    [
      'an app that goes',
      web,
      {},
      'Capacity: pods 2 → 0 at the fewest, 10 → 0 at the most; vCPU 1 → 0 at the fewest, 5 → 0 at the most; ' +
        'GiB 2 → 0 at the fewest, 10 → 0 at the most; -$2 to -$10 a month (estimate from list prices)',
    ],
    [
      'an app on on-demand that comes',
      {},
      { [at('deployment')]: workload('400m', { replicas: '3', onDemand: true }) },
      'Capacity: pods 0 → 3 at the fewest, 0 → 3 at the most; vCPU 0 → 1.5 at the fewest, 0 → 1.5 at the most; ' +
        'GiB 0 → 3 at the fewest, 0 → 3 at the most; +$6 a month (estimate from list prices)',
    ],
    [
      "a log store that Elastic's operator makes",
      {},
      { 'clusters/prod-eu/platform/logging/a.yaml': store(3) },
      'Capacity: pods 0 → 4 at the fewest, 0 → 4 at the most; vCPU 0 → 1.8 at the fewest, 0 → 1.8 at the most; ' +
        'GiB 0 → 13 at the fewest, 0 → 13 at the most; +$7 a month (estimate from list prices)',
    ],
    [
      'more nodes of it',
      { 'clusters/prod-eu/platform/logging/a.yaml': store(3) },
      { 'clusters/prod-eu/platform/logging/a.yaml': store(5) },
      'Capacity: pods 3 → 5 at the fewest, 3 → 5 at the most; vCPU 1.5 → 2.5 at the fewest, 1.5 → 2.5 at the most; ' +
        'GiB 12 → 20 at the fewest, 12 → 20 at the most; +$4 a month (estimate from list prices)',
    ],
  ])('%s', (_, before, after, text) => {
    expect(line(before, after, price)).toBe(text)
  })

  it.each([
    ['by its node selector', 'nodeSelector: {karpenter.sh/capacity-type: on-demand}', 6],
    ['and names no machines', 'nodeSelector: {kubernetes.io/arch: arm64}', 3],
  ])('an app of three pods that comes %s costs what those machines cost', (_, said, dollars) => {
    const pod = workload('400m', { replicas: '3' }).replace(
      '      initContainers',
      `      ${said}\n      initContainers`,
    )
    expect(line({}, { [at('deployment')]: pod }, price)).toContain(`; +$${dollars} a month`)
  })

  it('is nothing where pods and requests are the same', () => {
    expect(
      line(web, { ...web, [at('deployment')]: workload('400m').replace('name: app', 'name: app, image: x') }, price),
    ).toBeUndefined()
  })

  it('has no money where nobody knows a price', () => {
    expect(line(web, {})).not.toContain('$')
    expect(line(web, {}, () => null)).not.toContain('$')
  })

  it('is a line of the comment', () => {
    const done = review({ ...inputOf(new Map(Object.entries(web)), new Map()), price })
    expect(
      asMarkdown(done)
        .split('\n')
        .filter((l) => l.startsWith('Capacity: ')),
    ).toHaveLength(1)
  })
})
