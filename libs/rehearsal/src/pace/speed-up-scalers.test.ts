import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { speedUpScalers } from './speed-up-scalers.ts'

const behavior = `behavior:
    scaleDown:
      policies:
        - {periodSeconds: 60, type: Pods, value: 1}
      stabilizationWindowSeconds: 300
    scaleUp:
      policies:
        - {periodSeconds: 15, type: Percent, value: 100}
      stabilizationWindowSeconds: 0`
const hpa = `kind: HorizontalPodAutoscaler\nspec:\n  maxReplicas: 60\n  ${behavior}\n`
const scaled = `kind: ScaledObject
spec:
  cooldownPeriod: 300
  pollingInterval: 15
  advanced:
    horizontalPodAutoscalerConfig:
      ${behavior.replaceAll('\n', '\n    ')}
  triggers:
    - {type: prometheus, metadata: {query: "sum(rate(istio_requests_total{app=\\"x\\"}[10m]))", threshold: "50"}}
    - {type: prometheus, metadata: {query: "rate(x[2m])", threshold: "50"}}
    - {type: cpu, metadata: {value: "70"}}
`
const pool =
  'kind: NodePool\nspec:\n  disruption:\n    consolidateAfter: 10m\n    budgets:\n      - {nodes: 10%}\n  limits: {cpu: "64"}\n'
const files = new Map([
  ['clusters/prod/shop/a/horizontalpodautoscaler-a.yaml', hpa],
  ['clusters/prod/shop/b/scaledobject-b.yaml', scaled],
  ['clusters/prod/platform/nodes/nodepool-spot.yaml', pool],
  ['clusters/prod/shop/a/service-a.yaml', 'kind: Service\n'],
])
const lapse = speedUpScalers(files)
const at = (end: string) =>
  parse([...lapse.files].find(([file]) => file.endsWith(end))?.[1] ?? '') as { spec: Record<string, never> }

const shorter = {
  scaleDown: { policies: [{ periodSeconds: 1, type: 'Pods', value: 1 }], stabilizationWindowSeconds: 5 },
  // A period may not be shorter than a second.
  scaleUp: { policies: [{ periodSeconds: 1, type: 'Percent', value: 100 }], stabilizationWindowSeconds: 0 },
}

test('an HPA waits a sixtieth, and wants what it wanted', () => {
  expect(at('autoscaler-a.yaml').spec).toEqual({ maxReplicas: 60, behavior: shorter })
})

test('so does a ScaledObject, and its queries look at as many seconds as minutes before, but not at fewer than a few scrapes', () => {
  expect(at('scaledobject-b.yaml').spec).toEqual({
    cooldownPeriod: 5,
    pollingInterval: 1,
    advanced: { horizontalPodAutoscalerConfig: { behavior: shorter } },
    triggers: [
      { type: 'prometheus', metadata: { query: 'sum(rate(istio_requests_total{app="x"}[10s]))', threshold: '50' } },
      { type: 'prometheus', metadata: { query: 'rate(x[3s])', threshold: '50' } },
      { type: 'cpu', metadata: { value: '70' } },
    ],
  })
})

test('so does a pool; its budgets and limits stay', () => {
  expect(at('nodepool-spot.yaml').spec).toEqual({
    disruption: { consolidateAfter: '10s', budgets: [{ nodes: '10%' }] },
    limits: { cpu: '64' },
  })
})

test('nothing else is read, and it says what it did', () => {
  expect(lapse.files.get('clusters/prod/shop/a/service-a.yaml')).toBe('kind: Service\n')
  expect(lapse.says.join()).toMatch(/60 s are 1 s/)
  expect(speedUpScalers(new Map([['clusters/prod/shop/a/service-a.yaml', 'x: 1\n']])).says).toEqual([])
})
