import { table } from '@slipway/kube'
import { kubernetes, row } from './row.ts'

const pod = kubernetes('reference/kubernetes-api/workload-resources/pod-v1')
const security = kubernetes('concepts/security/pod-security-standards')

/** Effects of fields of a pod template besides the new pods; paths from the template on. */
export const podRows = [
  row('node-isolation', 'Pod', 'spec.hostNetwork|spec.hostPID|spec.hostIPC|spec.hostUsers', 'security', security),
  row(
    'process-rights',
    'Pod',
    'spec.securityContext.**|spec.containers[*].securityContext.**|spec.initContainers[*].securityContext.**',
    'security',
    security,
  ),
  row(
    'pod-secrets',
    'Pod',
    '**.secretKeyRef.**|**.secretRef.**|spec.volumes[*].secret.**|spec.imagePullSecrets.**',
    'security',
    pod,
  ),
  row('node-folder', 'Pod', 'spec.volumes[*].hostPath.**', 'security', security),
  row('pod-token', 'Pod', 'spec.automountServiceAccountToken', 'identity', pod),
  row(
    'pod-identity',
    'Pod',
    'spec.serviceAccountName|spec.serviceAccount|spec.automountServiceAccountToken',
    'identity',
    pod,
  ),
  row(
    'pod-requests',
    'Pod',
    '**.resources.requests.**|spec.overhead.**',
    'nodes',
    kubernetes('concepts/configuration/manage-resources-containers'),
  ),
  row(
    'pod-placement',
    'Pod',
    'spec.nodeSelector.**|spec.affinity.**|spec.tolerations.**|spec.topologySpreadConstraints.**|spec.runtimeClassName|spec.priorityClassName|spec.nodeName',
    'nodes',
    kubernetes('concepts/scheduling-eviction/assign-pod-node'),
  ),
  row('pod-ports', 'Pod', 'spec.containers[*].ports.**', 'traffic', pod),
  row(
    'readiness',
    'Pod',
    'spec.containers[*].readinessProbe.**',
    'traffic',
    kubernetes('concepts/workloads/pods/pod-lifecycle'),
  ),
  row(
    'pod-labels',
    'Pod',
    'metadata.labels.**',
    'traffic',
    kubernetes('concepts/overview/working-with-objects/labels'),
  ),
  row(
    'mesh-membership',
    'Pod',
    'metadata.labels."sidecar.istio.io/inject"',
    'security',
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  ),
]

/** The path of each kind's pod template. */
export const templates = table<readonly string[]>({
  Deployment: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  DeploymentConfig: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
})

/** The path within the pod template; `undefined` for a field outside of it. */
export function inTemplate(kind: string, steps: readonly string[]): readonly string[] | undefined {
  const where = templates[kind]
  if (where === undefined || steps.length < where.length || where.some((step, i) => steps[i] !== step)) return undefined
  return steps.slice(where.length)
}
