import { casesOf, type RiskCase } from '../../risk-case.ts'

const store = casesOf('elasticsearch.k8s.elastic.co/v1 Elasticsearch')
const settings = casesOf('v1 ConfigMap')
const unknown = 'low not-known'

const nodes = (count: number, more = '') =>
  `spec: {version: 9.4.3, nodeSets: [{name: all, count: ${count}, podTemplate: {spec: {containers: []}}${more}}]}`
const volume = (size: string) => `, volumeClaimTemplates: [{spec: {resources: {requests: {storage: ${size}}}}}]`
const on = (capacity: string) =>
  `spec: {nodeSets: [{name: all, count: 3, podTemplate: {spec: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: karpenter.sh/capacity-type, operator: In, values: [${capacity}]}]}]}}}}}}]}`
const apart = (how: string) => `spec: {nodeSets: [{name: all, count: 3, podTemplate: {spec: {affinity: {${how}}}}}]}`
const kept = (policy: string) => `spec: {version: 9.4.3${policy}}`

const lifecycle = (days: number) => `data: {lifecycle.json: '{"data_retention": "${days}d"}'}`

/** An Elasticsearch that the cluster runs itself. */
export const elasticRiskCases: readonly RiskCase[] = [
  store('grows', nodes(3), nodes(5), unknown),
  store('shrinks', nodes(5), nodes(3), 'medium fewer-members'),
  store('has no majority any more', nodes(3), nodes(1), 'high fewer-members'),
  store('has smaller volumes', nodes(3, volume('100Gi')), nodes(3, volume('50Gi')), 'medium storage-shrinks'),
  store('goes on spot', on('on-demand'), on('spot'), 'high nodes-together'),
  store('has two nodes on one machine', apart('podAntiAffinity: {}'), apart(''), 'high nodes-together'),
  store('knows its zones no more', nodes(3, ', zoneAwareness: {}'), nodes(3), 'high nodes-together'),
  store(
    'loses its data with its object',
    kept(', volumeClaimDeletePolicy: DeleteOnScaledownOnly'),
    kept(', volumeClaimDeletePolicy: DeleteOnScaledownAndClusterDeletion'),
    'high data-unkept',
  ),
  store(
    'loses the policy that keeps its data',
    kept(', volumeClaimDeletePolicy: DeleteOnScaledownOnly'),
    kept(''),
    'high data-unkept',
  ),
  store('is guarded no more', kept(''), kept(', podDisruptionBudget: {}'), 'high nodes-together'),
  store(
    'replaces all at once',
    kept(', updateStrategy: {changeBudget: {maxUnavailable: 1}}'),
    kept(', updateStrategy: {changeBudget: {maxUnavailable: 3}}'),
    'medium nodes-together',
  ),
  settings('keeps logs for less', lifecycle(30), lifecycle(7), 'high kept-shorter'),
  settings('keeps logs for longer', lifecycle(7), lifecycle(30)),
  store('goes back', 'spec: {version: 9.4.3}', 'spec: {version: 8.19.0}', 'high version-moves'),
]
