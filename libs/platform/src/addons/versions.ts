/**
 * Whether a program of the rehearsal, or the schemas of `check`, are of the version that is deployed; if not, why not.
 */
interface Stands {
  readonly version: string
  /** @default the deployed version is what stands here */
  readonly why?: string
}

export interface AddonVersion {
  readonly chart: string
  /** The version of the program, if something here depends on it. */
  readonly app?: string
  /** The Kubernetes minors that its project tests, and where it says so. `undefined`: nobody looked it up */
  readonly kubernetes?: { readonly from: string; readonly to?: string; readonly source: string }
  /** By its name in libs/rehearsal/src/programs. */
  readonly rehearsed?: Readonly<Record<string, Stands>>
  /** By its name in maintainers/vendor-schemas/modules.ts; its CRDs in a rehearsal are of the same module. */
  readonly schemas?: Readonly<Record<string, Stands>>
}

const unserved = (name: string): string => `no module registry serves ${name}`

/**
 * The one table of versions: Applications, rehearsals, schemas and docs/versions.md come from it or are compared with
 * it.
 */
export const versions = {
  ack: {
    // A chart of charts; of those that are used: dynamodb 1.9.1, s3 1.7.1, sns 1.6.0, sqs 1.5.3.
    chart: '46.124.0',
    app: '0.0.0',
  },
  'argo-cd': {
    chart: '10.1.1',
    app: '3.4.4',
    kubernetes: {
      from: '1.32',
      to: '1.35',
      source: 'docs/operator-manual/tested-kubernetes-versions.md of Argo CD 3.4.4',
    },
    rehearsed: {
      argocd: {
        version: '3.5.7',
        why: `${unserved('the nested module gitops-engine of 3.4.4')}, and 3.4.4 does not compile with the one that is served (it wants Kubernetes 1.36)`,
      },
    },
    schemas: { argoCd: { version: '3.4.4' } },
  },
  'argo-rollouts': {
    chart: '2.41.0',
    app: '1.9.0',
    rehearsed: { 'argo-rollouts': { version: '1.9.0' } },
    schemas: { argoRollouts: { version: '1.9.0' } },
  },
  keda: {
    chart: '2.20.2',
    app: '2.20.2',
    kubernetes: { from: '1.33', to: '1.35', source: 'https://keda.sh/docs/2.20/operate/cluster/' },
    rehearsed: { 'keda-operator': { version: '2.20.2' }, 'keda-adapter': { version: '2.20.2' } },
    schemas: { keda: { version: '2.20.2' } },
  },
  karpenter: {
    chart: '1.14.1',
    app: '1.14.1',
    rehearsed: { karpenter: { version: '1.14.1' } },
    schemas: { karpenter: { version: '1.14.1' } },
  },
  'kube-prometheus-stack': {
    chart: '88.5.3',
    app: '0.93.1',
    rehearsed: {
      'prometheus-operator': { version: '0.93.1' },
      prometheus: { version: '3.15.0', why: "the chart's values name 3.14.0, 0.93.1 is the operator's" },
      alertmanager: { version: '0.34.0', why: "it is what the chart's values name; 0.93.1 is the operator's" },
      'kube-state-metrics': { version: '2.20.0', why: "it is what the chart's values name; 0.93.1 is the operator's" },
      'node-exporter': { version: '1.12.1', why: "it is what the chart's values name; 0.93.1 is the operator's" },
    },
    schemas: { prometheusOperator: { version: '0.93.1' } },
  },
  istio: {
    chart: '1.31.1',
    app: '1.31.1',
    rehearsed: {
      istiod: { version: '1.31-eed52ebb66ad', why: 'a commit of the 1.31 branch: releases are no module versions' },
    },
    schemas: { istio: { version: '1.31.1' } },
  },
  'cert-manager': {
    chart: 'v1.21.1',
    app: '1.21.1',
    schemas: { certManager: { version: '1.21.1' } },
  },
  'external-secrets': {
    chart: '2.9.0',
    app: '2.9.0',
    schemas: {
      externalSecrets: { version: '1.3.2', why: unserved('2.9.0; 1.3.2 is the newest that is') },
    },
  },
  'metrics-server': {
    chart: '3.13.1',
    app: '0.8.1',
    kubernetes: { from: '1.31', source: 'README.md of metrics-server 0.8.0: 0.8.x, 1.31+' },
    rehearsed: { 'metrics-server': { version: '0.8.0', why: unserved('0.8.1') } },
  },
  'vertical-pod-autoscaler': {
    chart: '0.9.0',
    app: '1.6.0',
    schemas: {
      verticalPodAutoscaler: { version: '1.7.3', why: 'vendored before the released chart was looked at' },
    },
  },
  'cluster-autoscaler': { chart: '9.59.0', app: '1.35.0' },
  'aws-node-termination-handler': { chart: '0.27.6', app: '1.25.6' },
  'external-dns': { chart: '1.21.1', app: '0.21.0' },
  'aws-load-balancer-controller': { chart: '3.5.0', app: '3.5.0' },
  'eck-operator': {
    chart: '3.5.0',
    app: '3.5.0',
    rehearsed: { eck: { version: '3.5.0' } },
  },
  'nvidia-device-plugin': { chart: '0.18.2', app: '0.18.2' },
} as const satisfies Record<string, AddonVersion>

export const versionOf = (addon: string): AddonVersion | undefined =>
  (versions as Readonly<Record<string, AddonVersion>>)[addon]

const minor = (version: string): number => Number(version.split('.')[1])

/** Whether an add-on's project tests a Kubernetes version. */
export const isTested = ({ from, to }: NonNullable<AddonVersion['kubernetes']>, version: string): boolean =>
  minor(version) >= minor(from) && (to === undefined || minor(version) <= minor(to))
