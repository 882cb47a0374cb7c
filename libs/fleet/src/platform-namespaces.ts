/** Namespaces of every cluster and of the add-ons (libs/platform/src/addons). */
export const platformNamespaces = [
  'ack-system',
  'argo-rollouts',
  'argocd',
  'cert-manager',
  'default',
  'external-secrets',
  'istio-ingress',
  'istio-system',
  'karpenter',
  'keda',
  'kube-node-lease',
  'kube-public',
  'kube-system',
  'monitoring',
] as const
