export const bare = ['etcd', 'crds', 'kube-apiserver'] as const
export const cluster = [...bare, 'kube-controller-manager', 'kube-scheduler', 'kwok'] as const
export const delivery = [...cluster, 'argocd', 'redis', 'argo-rollouts'] as const

export const analysed = [...delivery, 'prometheus'] as const
/** Elsewhere fake operators report status. */
export const scaled = [...analysed, 'keda-operator', 'keda-adapter', 'karpenter'] as const
export const requested = [...analysed, 'istiod', 'envoy'] as const
