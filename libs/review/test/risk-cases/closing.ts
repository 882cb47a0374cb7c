import { object, renamed, type RiskCase } from '../risk-case.ts'

const pods = (kind: string, name: string, more = '') =>
  `apiVersion: ${kind === 'Job' ? 'batch/v1' : 'apps/v1'}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop${more}}\nspec: {template: {metadata: {labels: {app: ${name}}}}}\n`
const both = (...texts: readonly string[]) => texts.join('---\n')
const cilium = (spec: string) => object('cilium.io/v2 CiliumNetworkPolicy', spec)
const ofCluster = (spec: string) =>
  object('cilium.io/v2 CiliumClusterwideNetworkPolicy', spec).replace(', namespace: shop', '')
const calico = (spec: string) => object('projectcalico.org/v3 NetworkPolicy', spec)
const global = (spec: string) =>
  object('projectcalico.org/v3 GlobalNetworkPolicy', spec).replace(', namespace: shop', '')
const kubernetes = (spec: string) => object('networking.k8s.io/v1 NetworkPolicy', spec)
const selector = 'endpointSelector: {matchLabels: {"k8s:app": api}}'
const shop = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n'
const api = pods('Deployment', 'api')

const comes = (what: string, policy: string, ...risks: readonly string[]): RiskCase => [
  `${what} comes`,
  both(shop, api),
  both(shop, api, policy),
  ...risks,
]
const goes = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  `${what} goes`,
  before,
  after,
  ...risks,
]
const migration = pods('Job', 'migrate')
const own = kubernetes('spec: {podSelector: {matchLabels: {app: migrate}}, policyTypes: [Egress]}')
const sidecar = object(
  'networking.istio.io/v1 Sidecar',
  'spec: {workloadSelector: {labels: {app: migrate}}, egress: [{hosts: ["./*"]}]}',
)

/**
 * Policies by which pods take only what some policy names, in whichever words of theirs (docs.cilium.io,
 * docs.tigera.io).
 */
export const closingRiskCases: readonly RiskCase[] = [
  comes('a policy of Cilium', cilium(`spec: {${selector}, ingress: [{fromEndpoints: [{}]}]}`), 'medium pods-closed'),
  comes(
    'one for pods that nobody has',
    cilium('spec: {endpointSelector: {matchLabels: {app: nobody}}, ingress: [{}]}'),
  ),
  comes(
    'one that only lets more through',
    cilium(`spec: {${selector}, enableDefaultDeny: {ingress: false}, ingress: [{fromEndpoints: [{}]}]}`),
  ),
  comes(
    'one of the specs',
    cilium(`specs: [{${selector}, egressDeny: [{toEntities: [world]}]}]`),
    'medium pods-closed',
  ),
  comes('a policy of the cluster', ofCluster('spec: {endpointSelector: {}, ingress: [{}]}'), 'high pods-closed'),
  comes('one for some of its pods', ofCluster(`spec: {${selector}, ingress: [{}]}`), 'medium pods-closed'),
  comes(
    'one for its nodes',
    ofCluster('spec: {nodeSelector: {matchLabels: {a: b}}, ingress: [{fromEntities: [cluster]}]}'),
  ),
  comes(
    'a policy of Calico',
    calico(`spec: {selector: "app == 'api'", ingress: [{action: Allow}]}`),
    'medium pods-closed',
  ),
  comes('a policy of Calico for others', calico(`spec: {selector: "app == 'nobody'", types: [Ingress]}`)),
  comes('a global policy of Calico', global('spec: {selector: all(), types: [Egress]}'), 'high pods-closed'),
  comes(
    'a global policy for some namespaces',
    global(`spec: {selector: all(), namespaceSelector: "a == 'b'", types: [Egress]}`),
  ),
  [
    'a policy of Cilium comes beside one of Kubernetes that closes the same',
    both(api, kubernetes('spec: {podSelector: {}, policyTypes: [Ingress]}')),
    both(
      api,
      kubernetes('spec: {podSelector: {}, policyTypes: [Ingress]}'),
      cilium(`spec: {${selector}, ingress: [{fromEndpoints: [{}]}]}`),
    ),
  ],
  [
    'a policy of Cilium comes that closes the other direction',
    both(api, kubernetes('spec: {podSelector: {}, policyTypes: [Ingress]}')),
    both(
      api,
      kubernetes('spec: {podSelector: {}, policyTypes: [Ingress]}'),
      cilium(`spec: {${selector}, egress: [{toEndpoints: [{}]}]}`),
    ),
    'medium pods-closed',
  ],
  [
    'a second policy of the whole cluster comes',
    both(shop, api, renamed('first', ofCluster('spec: {endpointSelector: {}, ingress: [{}]}'))),
    both(
      shop,
      api,
      renamed('first', ofCluster('spec: {endpointSelector: {}, ingress: [{}]}')),
      ofCluster('spec: {endpointSelector: {}, ingress: [{fromEntities: [cluster]}]}'),
    ),
  ],
  [
    'a policy of the cluster comes beside one of a namespace that closes the same',
    both(shop, api, kubernetes('spec: {podSelector: {}, policyTypes: [Ingress]}')),
    both(
      shop,
      api,
      kubernetes('spec: {podSelector: {}, policyTypes: [Ingress]}'),
      ofCluster(`spec: {${selector}, ingress: [{}]}`),
    ),
  ],
  goes('what guards a migration, with its Job,', both(api, migration, own, sidecar), api),
  goes('what guards a Job that stays', both(migration, own), migration, 'high policy-deleted'),
  goes(
    'what guards pods that stay on',
    both(pods('Deployment', 'migrate', ', annotations: {argocd.argoproj.io/sync-options: Prune=false}'), own),
    api,
    'high policy-deleted',
    'medium options-lost',
  ),
  goes('what guards every pod', both(migration, kubernetes('spec: {podSelector: {}}')), api, 'high policy-deleted'),
  goes('what guards pods that this tree does not have', own, api, 'high policy-deleted'),
  // The same object: a namespace is no part of what is the whole cluster's.
  [
    'a policy of the cluster gets a namespace by kustomize',
    renamed('all', ofCluster(`spec: {${selector}, ingress: [{}]}`)),
    renamed('all', object('cilium.io/v2 CiliumClusterwideNetworkPolicy', `spec: {${selector}, ingress: [{}]}`)),
  ],
]
