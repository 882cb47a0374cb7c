export const argoCdKinds = ['Application', 'ApplicationSet', 'AppProject'].map((kind) => `argoproj.io/${kind}`)
// Rollouts looks for Istio's kinds only at its start; without them it ignores weights.
export const rolloutsKinds = [
  ...['Rollout', 'AnalysisRun', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'Experiment'].map(
    (kind) => `argoproj.io/${kind}`,
  ),
  ...['VirtualService', 'DestinationRule'].map((kind) => `networking.istio.io/${kind}`),
]

// KEDA's operator ends when a kind is missing.
export const kedaKinds = [
  ...['ScaledObject', 'ScaledJob', 'TriggerAuthentication', 'ClusterTriggerAuthentication'].map(
    (kind) => `keda.sh/${kind}`,
  ),
  ...['CloudEventSource', 'ClusterCloudEventSource'].map((kind) => `eventing.keda.sh/${kind}`),
]
export const karpenterKinds = ['NodePool', 'NodeClaim'].map((kind) => `karpenter.sh/${kind}`)
