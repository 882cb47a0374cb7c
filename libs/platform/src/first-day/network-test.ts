import type { KubeObject } from '@slipway/core'

const namespace = 'slipway-network-test'
const image = 'registry.k8s.io/e2e-test-images/agnhost:2.53'
const port = 8080
const role = (name: string) => ({ 'slipway-network-test': name })

const container = (name: string, command: readonly string[]) => ({
  name,
  image,
  command,
  resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
})
const podSpec = (name: string, command: readonly string[]) => ({
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } },
  // The first nodes of a cluster may be the system's alone.
  tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }],
  containers: [container(name, command)],
})
const job = (name: string, script: string): KubeObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace },
  spec: {
    // A pod gets its rules a moment after its start, and a server needs one, too.
    backoffLimit: 3,
    activeDeadlineSeconds: 240,
    template: {
      metadata: { labels: role(name) },
      spec: { restartPolicy: 'Never', ...podSpec(name, ['sh', '-c', script]) },
    },
  },
})

const connect = `/agnhost connect server:${port} --timeout=5s`

/**
 * Shows whether a cluster enforces NetworkPolicies: `allowed` completes where a connection that a policy allows
 * arrives, `denied` where one that it does not allow is refused. With policies that enforce nothing, `denied` fails. In
 * a namespace of its own, which a person deletes.
 */
export const networkTest: readonly KubeObject[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'server', namespace },
    spec: {
      podSelector: { matchLabels: role('server') },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: role('allowed') } }], ports: [{ protocol: 'TCP', port }] }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'server', namespace },
    spec: { selector: role('server'), ports: [{ port, protocol: 'TCP' }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'server', namespace, labels: role('server') },
    spec: podSpec('server', ['/agnhost', 'netexec', `--http-port=${port}`]),
  },
  job('allowed', `sleep 10; ${connect}`),
  // Only a time-out is a refusal: a name that is not found or a closed port says nothing of policies.
  job(
    'denied',
    `sleep 40; said=$(${connect} 2>&1); echo "$said"; case "$said" in *TIMEOUT*) exit 0;; *) exit 1;; esac`,
  ),
]

export const networkTestWords = [
  'Whether the cluster enforces NetworkPolicies. Apply it, then:',
  `  kubectl wait --for=condition=complete --timeout=5m --namespace ${namespace} job/allowed job/denied`,
  `  kubectl delete namespace ${namespace}`,
  'Where `denied` fails, policies enforce nothing: see what `npx slipway bootstrap <cluster> --check` says of vpc-cni.',
] as const
