import { expect, it } from 'vitest'
import { standInsOf, type StandInOptions } from './stand-ins.ts'

const nothing: StandInOptions = {
  programs: [],
  readyAfter: 0,
  traffic: undefined,
  charts: undefined,
  bare: undefined,
}
const traffic = { commands: new Map(), kwoks: ['batch'] }
const kwoks = 'the pods of batch, which cannot be run here (no src/main.ts, no rehearse.json)'
const proxy = "Istio's own proxy and its metrics"
const charts = "the add-ons' Helm charts, which cannot be fetched here"

it.each<[what: string, options: Partial<StandInOptions>, of: readonly string[]]>([
  ['nothing', {}, []],
  ['KWOK', { programs: ['kwok'] }, ['kubelets and containers']],
  ['real traffic', { programs: ['kwok'], traffic }, ['kubelets and containers', kwoks, proxy, 'cert-manager']],
  ['no charts', { bare: true }, [charts]],
  [
    'the Prometheus operator',
    { programs: ['prometheus-operator'] },
    [
      'pods, and what they say of themselves',
      "kube-prometheus-stack's chart",
      'a workspace of Amazon Managed Service for Prometheus',
    ],
  ],
  ['Karpenter', { programs: ['karpenter'] }, ["Karpenter's AWS provider", "EC2's machines"]],
  ['an exporter of nodes', { programs: ['node-exporter'] }, ["kubelets' metrics", 'nodes that an exporter measures']],
])('names what stands in with %s', (_, options, of) => {
  expect(standInsOf({ ...nothing, ...options }).map((one) => one.of)).toEqual(of)
})

it('names the charts that a machine has not, and no others', () => {
  const all = standInsOf({ ...nothing, bare: true, charts: { absent: ['keda'] } })
  expect(all.some(({ of }) => of === charts)).toBe(false)
  expect(all.at(-1)?.of).toBe('the charts of keda, which this machine has not')
})
