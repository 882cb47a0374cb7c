import {
  any,
  type Constraint,
  each,
  eachName,
  having,
  matching,
  not,
  nothing,
  one,
  oneOfList,
  starting,
  type Test,
} from '@slipway/kube'
import { inPod, type Rest, templateKinds } from './in-pod.ts'
import { mayField } from './keys-of-team.ts'
import { atMost } from './on.ts'

const affinity: readonly Constraint[] = ['podAffinity', 'podAntiAffinity'].flatMap((field) => {
  const rest = {
    test: nothing,
    want: "the team's own pods alone: to be apart from others' keeps others off the node",
    hint: 'take it out',
  }
  return ['namespaces', 'namespaceSelector'].flatMap((which) => [
    inPod(`affinity.${field}.requiredDuringSchedulingIgnoredDuringExecution.*.${which}`, rest),
    inPod(`affinity.${field}.preferredDuringSchedulingIgnoredDuringExecution.*.podAffinityTerm.${which}`, rest),
  ])
})

const required = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'
const preferred = 'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution'

/**
 * One scheduler, and one Karpenter, go through them for each pod: Karpenter once more without each wish that it cannot
 * fulfil.
 */
const mostTerms = 20
const terms: readonly Constraint[] = [
  required,
  preferred,
  ...['podAffinity', 'podAntiAffinity'].flatMap((field) =>
    ['required', 'preferred'].map((which) => `affinity.${field}.${which}DuringSchedulingIgnoredDuringExecution`),
  ),
  'topologySpreadConstraints',
].map((path) => inPod(path, atMost(mostTerms, '', 'one scheduler goes through those of all teams')))

/**
 * A quota counts what pods ask for, and a pool's limit the machines: a pod of 100m that wants a machine of 48 cores
 * takes 48 of the limit that all teams share (https://karpenter.sh/docs/concepts/scheduling/#well-known-labels).
 */
const sizes = 'type|size|memory|cpu|(network|ebs)-bandwidth|local-nvme|(gpu|accelerator)-.*'
const machineLabels = matching(
  `^((beta|node)[.]kubernetes[.]io/instance-type|kubernetes[.]io/hostname|(karpenter[.]k8s[.]aws|eks[.]amazonaws[.]com)/instance-(${sizes}))$`,
)
const isFree: Test = any(not(machineLabels), oneOfList('labels'))
const machines: Rest = {
  test: eachName(isFree),
  want: 'no machine by its name or size: a small pod would take a large part of what a pool may have for all teams',
  hint: `write cpu, memory and profile in app.ts, or add the label to ${mayField('labels')}`,
}
const expressions: Rest = { ...machines, test: each(having({ key: isFree })) }

const ownNode: Rest = { test: nothing, want: 'nothing: the scheduler chooses', hint: 'take it out' }
const matchFields: readonly Constraint[] = [
  `${required}.*.matchFields`,
  `${preferred}.*.preference.matchFields`,
].flatMap((path) => inTreeAndTemplates(path, ownNode))

/** Of pods that are made by hand in the tree alone: in a cluster they have by then what the API server has added. */
function inTreeAndTemplates(path: string, rest: Rest): readonly Constraint[] {
  return [
    inPod(path, { ...rest, kinds: templateKinds }),
    { ...inPod(path, { ...rest, kinds: ['Pod'] }), inTreeOnly: true },
  ]
}

/** A node that is being emptied, or short of something, gets no new pods: a team that comes back there holds it up. */
const ofDeadNodes = one('node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable')
const taints = (more: Test): Rest => ({
  test: each(having({ key: any(oneOfList('tolerations'), more) })),
  want: "only taints that the team may tolerate, each by its key, and of Kubernetes' own not-ready and unreachable",
  hint: `take the others out, or add the key to ${mayField('tolerations')}`,
})

/** Which nodes a pod may have, and which it may not keep others from. */
export const placeConstraints: readonly Constraint[] = [
  ...affinity,
  ...terms,
  inPod('nodeSelector', machines),
  inPod(`${required}.*.matchExpressions`, expressions),
  inPod(`${preferred}.*.preference.matchExpressions`, expressions),
  ...matchFields,
  ...inTreeAndTemplates('tolerations', taints(ofDeadNodes)),
  // The API server adds memory-pressure and the two to what somebody makes.
  inPod('tolerations', { ...taints(starting('node.kubernetes.io/')), kinds: ['Pod'] }),
]
