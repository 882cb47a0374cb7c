import type { CrdFiles } from './program.ts'

/** maintainers/vendor-schemas uses the same files; a test compares both. */
const modules = {
  'argo-rollouts': { module: 'github.com/argoproj/argo-rollouts', files: 'manifests/crds' },
  argocd: { module: 'github.com/argoproj/argo-cd/v3', files: 'manifests/crds' },
  'cert-manager': { module: 'github.com/cert-manager/cert-manager', files: 'deploy/crds' },
  'external-secrets': { module: 'github.com/external-secrets/external-secrets', files: 'config/crds/bases' },
  istio: { module: 'istio.io/api', files: 'kubernetes/customresourcedefinitions.gen.yaml' },
  karpenter: { module: 'github.com/aws/karpenter-provider-aws', files: 'pkg/apis/crds' },
  keda: { module: 'github.com/kedacore/keda/v2', files: 'config/crd/bases' },
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    files: 'example/prometheus-operator-crd-full',
  },
  'vertical-pod-autoscaler': {
    module: 'k8s.io/autoscaler/vertical-pod-autoscaler',
    files: 'deploy/vpa-v1-crd-gen.yaml',
  },
} as const

export const crds = {
  by: 'crds',
  pin: 'crds',
  version: `${Object.keys(modules).length} modules`,
  minutes: 1,
  modules,
} as const satisfies CrdFiles
