import type { FindingCode } from './finding.ts'

/** A finding that is as it has to be. */
export interface ChartWaiver {
  readonly chart: string
  readonly code: FindingCode
  /** Objects, as the finding names them. */
  readonly objects: readonly string[]
  readonly why: string
}

export const isWaived = (
  { chart, code, objects }: ChartWaiver,
  of: string,
  found: FindingCode,
  object: string,
): boolean => chart === of && code === found && objects.includes(object)

const readers = (chart: string, accounts: readonly string[], why: string): ChartWaiver => ({
  chart,
  code: 'chart-secrets',
  objects: accounts.map((account) => `ServiceAccount ${account}`),
  why,
})

/** Slipway's own add-ons; a test holds that each is needed. */
export const waivers: readonly ChartWaiver[] = [
  readers(
    'argo-cd',
    ['argocd/argocd-application-controller', 'argocd/argocd-server'],
    'it applies and shows every kind; values of Secrets it hides, and what teams may see their AppProjects say',
  ),
  readers(
    'argo-cd',
    ['argocd/argocd-notifications-controller'],
    'the chart lets it list Secrets everywhere, and has no value against that; it uses those of its own namespace',
  ),
  readers(
    'argo-rollouts',
    ['argo-rollouts/argo-rollouts'],
    'analyses name Secrets of the namespace that they run in (AnalysisTemplate, secretKeyRef)',
  ),
  readers(
    'cert-manager',
    ['cert-manager/cert-manager', 'cert-manager/cert-manager-cainjector'],
    'it writes the Secrets of certificates, and puts their authority into webhooks',
  ),
  readers(
    'external-secrets',
    ['external-secrets/external-secrets', 'external-secrets/external-secrets-cert-controller'],
    'it writes Secrets in every namespace, and its own certificate',
  ),
  readers(
    'istiod',
    ['istio-system/istiod', 'istio-system/istio-reader-service-account'],
    'gateways name the Secrets of their certificates; the reader is for other clusters, and no pod runs as it',
  ),
  readers('keda', ['keda/keda-operator'], 'a TriggerAuthentication names a Secret of its own namespace'),
  readers(
    'kube-prometheus-stack',
    ['monitoring/kube-prometheus-stack-operator'],
    'monitors and AlertmanagerConfigs name Secrets of their own namespace',
  ),
  {
    chart: 'nvidia-device-plugin',
    code: 'chart-cache',
    objects: [
      'DaemonSet kube-system/nvidia-device-plugin nvidia-device-plugin-ctr',
      'DaemonSet kube-system/nvidia-device-plugin-mps-control-daemon mps-control-daemon-mounts',
      'DaemonSet kube-system/nvidia-device-plugin-mps-control-daemon mps-control-daemon-ctr',
    ],
    why: 'ECR has no pull-through cache of nvcr.io: push it to a registry of your own, and name that by image.repository',
  },
  {
    chart: 'nvidia-device-plugin',
    code: 'chart-unplaced',
    objects: ['DaemonSet kube-system/nvidia-device-plugin-mps-control-daemon'],
    why: 'it runs only where somebody has labelled a node for sharing GPUs by MPS',
  },
]
