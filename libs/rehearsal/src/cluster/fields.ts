import type { KubeObject } from '@slipway/core'

// The fields that a rehearsal reads, of all kinds together: whoever reads one knows the kind.

type Texts = Readonly<Record<string, string>>

export interface Probe {
  httpGet?: {
    path?: string
    port: number | string
    httpHeaders?: readonly { name: string; value: string }[]
  }
  tcpSocket?: { port: number | string }
  initialDelaySeconds?: number
  periodSeconds?: number
  timeoutSeconds?: number
  failureThreshold?: number
  successThreshold?: number
}

interface KeyRef {
  name: string
  key: string
}

export interface Container {
  name: string
  image: string
  env?: readonly {
    name: string
    value?: string
    valueFrom?: {
      fieldRef?: { fieldPath: string }
      secretKeyRef?: KeyRef
      configMapKeyRef?: KeyRef
    }
  }[]
  ports?: readonly { name?: string; containerPort: number }[]
  resources?: { limits?: { memory?: string | number }; requests?: Texts }
  readinessProbe?: Probe
  livenessProbe?: Probe
  startupProbe?: Probe
  lifecycle?: { preStop?: { sleep?: { seconds: number } } }
  volumeMounts?: readonly { name: string; mountPath: string; subPath?: string }[]
}

interface NodeTerm {
  matchExpressions?: readonly { key: string; values?: readonly string[] }[]
}

export interface PodSpec {
  nodeName?: string
  serviceAccountName?: string
  containers?: readonly Container[]
  terminationGracePeriodSeconds?: number
  volumes?: readonly {
    name: string
    configMap?: { name: string }
    secret?: { secretName: string }
  }[]
  topologySpreadConstraints?: readonly { topologyKey: string }[]
  affinity?: {
    nodeAffinity?: {
      requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: readonly NodeTerm[] }
    }
  }
}

interface PodTemplate {
  metadata?: Partial<KubeObject['metadata']>
  spec?: PodSpec
}

export interface HttpRoute {
  name?: string
  timeout?: string
  delegate?: { name: string; namespace?: string }
  match?: readonly {
    uri?: { prefix?: string }
    headers?: { cookie?: { regex?: string } }
    withoutHeaders?: { cookie?: { regex?: string } }
  }[]
  route?: readonly { destination: { host: string }; weight?: number }[]
}

export interface CanaryStep {
  pause?: { duration?: unknown }
  setWeight?: number
  setCanaryScale?: { weight?: number; replicas?: number }
  setHeaderRoute?: unknown
}

export interface CanarySpec {
  stableService?: string
  canaryService?: string
  analysis?: unknown
  maxUnavailable?: number | string
  steps?: readonly CanaryStep[]
  trafficRouting?: {
    managedRoutes?: readonly { name: string }[]
    istio?: {
      virtualServices?: readonly { name: string }[]
      virtualService?: { name: string }
    }
  }
}

export interface Trigger {
  name?: string
  type?: string
  metadata: Readonly<Record<string, string | undefined>>
}

export interface Spec extends PodSpec {
  replicas?: number
  /** Ports of a Service; those of a ServiceEntry have `number`. */
  ports?: readonly {
    port?: number
    targetPort?: number | string
    number?: number
    protocol?: string
    appProtocol?: string
  }[]
  template?: PodTemplate
  jobTemplate?: { spec?: { template?: PodTemplate } }
  volumeClaimTemplates?: readonly { metadata: { name: string }; spec?: Spec }[]
  strategy?: {
    canary?: CanarySpec
    rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string }
  }
  updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } }
  paused?: boolean
  restartAt?: string
  rollbackWindow?: { revisions?: number }
  minReplicas?: number
  maxReplicas?: number
  minReplicaCount?: number
  maxReplicaCount?: number
  scaleTargetRef?: { apiVersion?: string; kind?: string; name?: string }
  triggers?: readonly Trigger[]
  fallback?: { replicas: number }
  selector?: { matchLabels?: Texts }
  hard?: Texts
  limits?: Texts
  minAvailable?: number | string
  maxUnavailable?: number | string
  taints?: readonly { key: string }[]
  hosts?: readonly string[]
  http?: readonly HttpRoute[]
  rules?: readonly { from?: readonly { source?: { principals?: readonly string[] } }[] }[]
  source?: { path?: string; chart?: string }
  destination?: { namespace?: string }
  syncPolicy?: {
    automated?: { selfHeal?: boolean }
    syncOptions?: readonly string[]
    managedNamespaceMetadata?: Pick<KubeObject['metadata'], 'labels' | 'annotations'>
    applicationsSync?: string
    preserveResourcesOnDeletion?: boolean
  }
  ignoreDifferences?: readonly {
    kind?: string
    jqPathExpressions?: readonly string[]
    jsonPointers?: readonly string[]
  }[]
  [field: string]: unknown
}

/** The result of one metric of an AnalysisRun. */
export interface MetricResult {
  name: string
  failed?: number
  error?: number
  measurements?: readonly {
    phase: string
    value?: string
    message?: string
    startedAt?: string
    finishedAt?: string
  }[]
}

export interface Condition {
  type: string
  status?: string
  reason?: string
  message?: string
}

export interface Status {
  conditions?: readonly Condition[]
  phase?: string
  message?: string
  observedGeneration?: number | string
  replicas?: number
  readyReplicas?: number
  updatedReplicas?: number
  availableReplicas?: number
  desiredReplicas?: number
  currentReplicas?: number
  desiredNumberScheduled?: number
  updatedNumberScheduled?: number
  numberAvailable?: number
  abort?: boolean
  stableRS?: string
  currentPodHash?: string
  currentStepIndex?: number
  pauseConditions?: readonly unknown[]
  restartedAt?: string
  canary?: { weights?: { canary?: { weight?: number } } }
  currentHealthy?: number
  desiredHealthy?: number
  expectedPods?: number
  disruptionsAllowed?: number
  podIP?: string
  startTime?: string
  /** Addresses of a ServiceEntry. */
  addresses?: readonly { value?: string }[]
  containerStatuses?: readonly { restartCount: number }[]
  allocatable?: Texts
  nodeName?: string
  metricResults?: readonly MetricResult[]
  [field: string]: unknown
}
