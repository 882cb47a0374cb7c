/** A Go module that carries a chart, for machines whose network has nothing but a module proxy. */
export interface ChartModule {
  readonly module: string
  readonly version: string
  readonly folder: string
  /**
   * The chart's version in the module's Chart.yaml, where it is not the one that is deployed; a release may set it
   * later.
   */
  readonly carries?: string
  /** Why that is the deployed chart all the same; without it, it is another one, and only looked at when asked for. */
  readonly same?: string
  /** As the project's release writes them into values.yaml: `hub`, `tag`. */
  readonly sets?: Readonly<Record<string, string>>
}

const istio = (folder: string): ChartModule => ({
  module: 'istio.io/istio',
  version: 'v0.0.0-20260827124520-eed52ebb66ad',
  folder: `manifests/charts/${folder}`,
  carries: '1.0.0',
  same: 'a commit of the 1.31 branch: Istio writes version, hub (Docker Hub, as its values.yaml says) and tag when it releases',
  sets: { 'registry.istio.io/testing': 'docker.io/istio', latest: '1.31.1' },
})

/** By chart. Others have no module that carries them, or one that no proxy serves. */
export const chartModules: Readonly<Record<string, ChartModule>> = {
  base: istio('base'),
  cni: istio('istio-cni'),
  gateway: istio('gateway'),
  istiod: istio('istio-control/istio-discovery'),
  karpenter: {
    module: 'github.com/aws/karpenter-provider-aws',
    version: 'v1.14.1',
    folder: 'charts/karpenter',
    carries: '1.13.0',
    same: 'the tag of 1.14.1: its release sets the version and the image while packaging, so the sheet has the image of 1.13.0',
  },
  'cert-manager': {
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.1',
    folder: 'deploy/charts/cert-manager',
    carries: 'v0.0.0',
    same: 'the tag of 1.21.1: its release sets the version while packaging',
  },
  'metrics-server': { module: 'sigs.k8s.io/metrics-server', version: 'v0.9.0', folder: 'charts/metrics-server' },
  'eck-operator': {
    module: 'github.com/elastic/cloud-on-k8s/v3',
    version: 'v3.5.0',
    folder: 'deploy/eck-operator',
  },
  'nvidia-device-plugin': {
    module: 'github.com/NVIDIA/k8s-device-plugin',
    version: 'v0.18.2',
    folder: 'deployments/helm/nvidia-device-plugin',
  },
  'vertical-pod-autoscaler': {
    module: 'k8s.io/autoscaler/vertical-pod-autoscaler',
    version: 'v1.7.3',
    folder: 'charts/vertical-pod-autoscaler',
    carries: '0.9.0 of a later commit (its app is 1.7.3, the released chart has 1.6.0)',
  },
  'external-dns': {
    module: 'sigs.k8s.io/external-dns',
    version: 'v0.21.0',
    folder: 'charts/external-dns',
    carries: '1.20.0',
  },
  'external-secrets': {
    module: 'github.com/external-secrets/external-secrets',
    version: 'v1.3.2',
    folder: 'deploy/charts/external-secrets',
    carries: '1.3.1',
  },
}
