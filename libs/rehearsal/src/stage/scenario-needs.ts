import { programNames, type ProgramName } from '../programs/programs.ts'

const kinds = ['etcd', 'crds', 'kube-apiserver'] as const
const cluster = [...kinds, 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const
const delivery = [...cluster, 'argocd', 'redis', 'argo-rollouts'] as const

/**
 * What each scenario of the rehearsal starts, and the CRDs that it applies. KEDA and Karpenter run where apps are
 * scaled; elsewhere their objects are applied, and what their controllers would report is stood in for. Istio and Envoy run where there is real traffic.
 */
export const scenarioNeeds = {
  // As on a real cluster: Argo CD calls an HPA degraded when a pod's metrics are missing (docs/field-notes.md A12b), so they belong to "Healthy".
  adopt: [...delivery, 'metrics-server'],
  bootstrap: [...delivery, 'metrics-server'],
  admit: kinds,
  'canary-promotes': [...delivery, 'prometheus'],
  'canary-aborts': [...delivery, 'prometheus'],
  rollback: [...delivery, 'prometheus'],
  drift: [...delivery, 'prometheus'],
  config: [...delivery, 'prometheus'],
  decommission: delivery,
  'decommission-at-once': delivery,
  drain: delivery,
  'deployment-to-rollout': [...delivery, 'prometheus'],
  effects: delivery,
  scale: delivery,
  'scale-load': [...delivery, 'prometheus', 'metrics-server', 'keda-operator', 'keda-adapter', 'karpenter'],
  'scale-faults': [...delivery, 'prometheus', 'keda-operator', 'keda-adapter', 'karpenter'],
  'scale-spot': [...delivery, 'prometheus', 'keda-operator', 'keda-adapter', 'karpenter'],
  'scale-queue': [...delivery, 'prometheus', 'keda-operator', 'keda-adapter', 'karpenter'],
  'scale-cron': [...delivery, 'prometheus', 'keda-operator', 'keda-adapter', 'karpenter'],
  'scale-share': [...delivery, 'prometheus', 'keda-operator', 'keda-adapter', 'karpenter'],
  'scale-zone': [...delivery, 'prometheus', 'keda-operator', 'keda-adapter', 'karpenter'],
  'scale-canary': [...delivery, 'prometheus', 'keda-operator', 'keda-adapter', 'karpenter'],
  delivery: [...delivery, 'prometheus', 'crane'],
  calls: [...cluster, 'istiod', 'envoy'],
  traffic: [...delivery, 'prometheus', 'istiod', 'envoy'],
  'traffic-aborts': [...delivery, 'prometheus', 'istiod', 'envoy'],
  'traffic-changes': [...delivery, 'prometheus', 'istiod', 'envoy'],
  'traffic-faults': [...delivery, 'prometheus', 'istiod', 'envoy'],
  'traffic-hangs': [...delivery, 'prometheus', 'istiod', 'envoy'],
  'traffic-pods': [...delivery, 'prometheus', 'istiod', 'envoy'],
  'traffic-scale': [...delivery, 'prometheus', 'istiod', 'envoy', 'keda-operator', 'keda-adapter'],
  'traffic-sessions': [...delivery, 'prometheus', 'istiod', 'envoy'],
  'traffic-sticky': [...delivery, 'prometheus', 'istiod', 'envoy'],
} as const satisfies Record<string, readonly ProgramName[]>

export type ScenarioName = keyof typeof scenarioNeeds

export const scenarioNames = Object.keys(scenarioNeeds) as readonly ScenarioName[]

/** What these scenarios need together, each once, in the order in which it is built. */
export function neededBy(scenarios: readonly ScenarioName[]): readonly ProgramName[] {
  const wanted = new Set<ProgramName>(scenarios.flatMap((scenario) => [...scenarioNeeds[scenario]]))
  return programNames.filter((name) => wanted.has(name))
}
