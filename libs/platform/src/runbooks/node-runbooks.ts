import { away } from './away.ts'
import type { Runbook } from './runbook.ts'

/** Runbooks of alerts on nodes, their pods and volumes. */
export const nodeRunbooks = {
  PodPending: {
    means:
      'A pod has had no place for a quarter of an hour: limits of the pools, no capacity in AWS, or a wish that no node fulfils.',
    looks: [
      'What the scheduler says: `kubectl -n TEAM describe pod POD`, events.',
      'What Karpenter says: `kubectl -n karpenter logs -l app.kubernetes.io/name=karpenter --tail=50`.',
      "Limits: `kubectl get nodepools -o wide`, and the team's `kubectl -n TEAM describe resourcequota`.",
    ],
    actions: [
      "Raise the pool's limits in `fleet/clusters/CLUSTER.ts`.",
      'No capacity: more families or zones in the pool, or on-demand.',
      "A wish: `npx slipway explain` of the app's placement.",
    ],
  },
  NodeNotReady: {
    means:
      'A node does not report. Its pods are moved after five minutes, those with volumes only when the node is gone.',
    looks: [
      '`kubectl describe node NODE`: conditions and last heartbeat.',
      'Is the machine there? `aws ec2 describe-instance-status --instance-ids ID`.',
      'Only this one, or a zone?',
    ],
    actions: [
      'Delete its NodeClaim (`kubectl delete nodeclaim NAME`): Karpenter replaces it.',
      'A zone: keep calm, spread pods serve from the others; do not drain.',
    ],
  },
  NodeCpuSaturated: {
    means:
      'A node has computed at over 95% for a quarter of an hour: pods get their requests and no more, probes are late, latencies rise.',
    looks: [
      'Who: `kubectl top pods -A --sort-by=cpu | head`, of this node.',
      'Requests against use: the dashboard "Cluster", CPU by node.',
      'Something outside of pods: `kubectl debug node/NODE -it --image=busybox -- top`.',
    ],
    actions: [
      'Give the loud app the cpu that it uses in app.ts: then others are placed elsewhere.',
      'Delete one of its pods, which goes to another node.',
    ],
  },
  NodeMemoryLow: {
    means: 'A node has less than 5% of its memory. Next the kubelet evicts pods that use more than they asked for.',
    looks: [
      'Who: `kubectl top pods -A --sort-by=memory | head`, of this node.',
      'Which pods use more than their request.',
      'Whether evictions began: `kubectl get events -A --field-selector reason=Evicted`.',
    ],
    actions: [
      'Raise `memory` of the app that uses more than it asks for.',
      'Cordon and drain the node, if it does not come down.',
    ],
  },
  NodeDiskFull: {
    means: 'The disk of a node is nearly full: the kubelet deletes images, then evicts pods.',
    looks: [
      'What fills it: images, logs or `emptyDir`: `kubectl describe node NODE`, DiskPressure.',
      'Pods that write to their own file system: `kubectl get --raw /api/v1/nodes/NODE/proxy/stats/summary`.',
      'How many nodes: all of one pool have too small a disk.',
    ],
    actions: [
      'Delete the NodeClaim: a new node has an empty disk.',
      'Give the app `volumes` and a `disk` limit; or the pool a larger disk.',
    ],
  },
  KarpenterDown: away(
    'karpenter',
    'karpenter',
    'Karpenter is away: no node is made for pending pods, and no spot node is replaced before it is taken.',
    'It runs on the first node group: see that this has nodes.',
  ),
  KarpenterErrors: {
    means:
      'AWS refuses calls of Karpenter, for another reason than a lack of capacity: ' +
      'rights, limits of the account, a missing subnet or image.',
    looks: [
      '`kubectl -n karpenter logs -l app.kubernetes.io/name=karpenter --tail=100 | grep -i error`.',
      '`kubectl get ec2nodeclasses -o yaml`: conditions.',
      'Limits of the account: `aws service-quotas list-service-quotas --service-code ec2`.',
    ],
    actions: [
      'Ask for a higher limit, or take families that have another one.',
      'Rights: deploy the stack of the cluster again.',
    ],
  },
  VolumeFills: {
    means: 'At the pace of the last six hours a volume that is more than half full will be full within four days.',
    looks: [
      'The pace over a week: does it fall again each night?',
      'What fills it: `du` in its pod.',
      'Retention of the store.',
    ],
    actions: ['Grow it: `grown` in app.ts (docs/state.md).', 'Shorten what it keeps.'],
  },
} as const satisfies Readonly<Record<string, Runbook>>
