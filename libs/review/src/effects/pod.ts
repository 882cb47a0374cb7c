import { row, type EffectRow } from './effect.ts'

const pod = 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/'
const pss = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/'

/**
 * What a field of a pod template means beside the new pods that it makes; paths from the template on. `Pod` stands for every template,
 * whoever holds it.
 */
export const podRows: readonly EffectRow[] = [
  row(
    'Pod',
    'spec.hostNetwork|spec.hostPID|spec.hostIPC|spec.hostUsers',
    'security',
    'how far the pod is apart from its node',
    pss,
  ),
  row(
    'Pod',
    'spec.securityContext.**|spec.containers[*].securityContext.**|spec.initContainers[*].securityContext.**',
    'security',
    'what the processes may do',
    pss,
  ),
  row(
    'Pod',
    '**.secretKeyRef.**|**.secretRef.**|spec.volumes[*].secret.**|spec.imagePullSecrets.**',
    'security',
    'which Secret the pods get',
    pod,
  ),
  row('Pod', 'spec.volumes[*].hostPath.**', 'security', "a folder of the node's own", pss),
  row(
    'Pod',
    'spec.serviceAccountName|spec.serviceAccount|spec.automountServiceAccountToken',
    'identity',
    'whom the pods are to the API, the mesh and AWS',
    pod,
  ),
  row(
    'Pod',
    '**.resources.requests.**|spec.overhead.**',
    'nodes',
    'what the scheduler reserves for each pod',
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  ),
  row(
    'Pod',
    'spec.nodeSelector.**|spec.affinity.**|spec.tolerations.**|spec.topologySpreadConstraints.**|spec.runtimeClassName|spec.priorityClassName|spec.nodeName',
    'nodes',
    'on which nodes the pods can run',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
  ),
  row('Pod', 'spec.containers[*].ports.**', 'traffic', 'a port that Services and probes may name', pod),
  row(
    'Pod',
    'spec.containers[*].readinessProbe.**',
    'traffic',
    'when a pod gets traffic',
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
  ),
  row(
    'Pod',
    'metadata.labels.**',
    'traffic',
    'labels are how Services, policies and budgets find the pods',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
  ),
  row(
    'Pod',
    'metadata.annotations."sidecar.istio.io/inject"|metadata.labels."sidecar.istio.io/inject"',
    'security',
    'whether the pod is in the mesh',
    'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  ),
]
