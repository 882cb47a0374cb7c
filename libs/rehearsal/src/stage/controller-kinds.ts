/** Kinds whose CRDs a controller needs from its start. */
export const argoCdKinds = ['Application', 'ApplicationSet', 'AppProject'].map((kind) => `argoproj.io/${kind}`)
// With Istio's: Rollouts looks for them when it starts, and not again for minutes; without them it does not watch the weights that it wrote.
export const rolloutsKinds = [
  ...['Rollout', 'AnalysisRun', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'Experiment'].map(
    (kind) => `argoproj.io/${kind}`,
  ),
  ...['VirtualService', 'DestinationRule'].map((kind) => `networking.istio.io/${kind}`),
]

// An operator that finds one of its kinds missing gives up.
export const kedaKinds = [
  ...['ScaledObject', 'ScaledJob', 'TriggerAuthentication', 'ClusterTriggerAuthentication'].map(
    (kind) => `keda.sh/${kind}`,
  ),
  ...['CloudEventSource', 'ClusterCloudEventSource'].map((kind) => `eventing.keda.sh/${kind}`),
]
export const karpenterKinds = ['NodePool', 'NodeClaim'].map((kind) => `karpenter.sh/${kind}`)
