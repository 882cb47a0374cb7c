import { programNames, type ProgramName } from './programs.ts'

const cluster = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const
const delivery = [...cluster, 'argocd', 'redis', 'argo-rollouts'] as const
// Argo CD calls an HPA without metrics degraded and waits for a ScaledObject without its operator; so these belong to "Healthy".
const scaling = ['metrics-server', 'keda-operator', 'keda-adapter', 'prometheus'] as const

/** The programs that each scenario of the rehearsal starts. */
export const scenarioNeeds = {
  adopt: [...delivery, ...scaling],
  admit: ['etcd', 'kube-apiserver'],
  'canary-promotes': [...delivery, 'prometheus'],
  'canary-aborts': [...delivery, 'prometheus'],
  rollback: [...delivery, 'prometheus'],
  drift: [...delivery, ...scaling],
  config: [...delivery, 'prometheus'],
  decommission: delivery,
  drain: [...cluster, 'argo-rollouts', 'karpenter'],
  'deployment-to-rollout': [...delivery, 'prometheus'],
  scale: delivery,
} as const satisfies Record<string, readonly ProgramName[]>

export type ScenarioName = keyof typeof scenarioNeeds

export const scenarioNames = Object.keys(scenarioNeeds) as readonly ScenarioName[]

/** What these scenarios need together, each once, in the order in which it is built. */
export function neededBy(scenarios: readonly ScenarioName[]): readonly ProgramName[] {
  const wanted = new Set<ProgramName>(scenarios.flatMap((scenario) => [...scenarioNeeds[scenario]]))
  return programNames.filter((name) => wanted.has(name))
}
