import { any, type Constraint, both, few, having, keys, not, type Test, without } from '@slipway/kube'
import { inPod } from './in-pod.ts'
import { mayField } from './keys-of-team.ts'

const kinds = ['DaemonSet']
const lists = { cpu: 'daemonCpu', memory: 'daemonMemory', 'ephemeral-storage': 'daemonDisk' } as const
const names = Object.keys(lists) as (keyof typeof lists)[]
const hint = `ask for less, or have the platform raise ${mayField('daemon')}`

const upTo = (name: keyof typeof lists): Test => ({ is: 'upTo', of: { list: lists[name] } })

/** A limit without a request is the request, too (pkg/apis/core/v1/defaults.go, SetDefaults_Pod). */
const isRequested = (name: string): Test =>
  any(without('limits'), having({ limits: without(name) }), having({ requests: not(without(name)) }))

const ofContainers: readonly Constraint[] = ['containers', 'initContainers'].flatMap((list) => [
  inPod(list, { kinds, test: few(4), want: 'four containers at most in a daemon', hint: 'take some out' }),
  ...names.map((name) =>
    inPod(`${list}.*.resources.requests.${name}`, {
      kinds,
      test: upTo(name),
      want: 'no more than a daemon of the team may take of each node',
      hint,
    }),
  ),
  ...['requests', 'limits'].map((field) =>
    inPod(`${list}.*.resources.${field}`, {
      kinds,
      test: keys(...names),
      want: 'cpu, memory and ephemeral-storage alone: a node without another resource would fit no pod at all',
      hint: 'take the others out, or make it a worker',
    }),
  ),
  inPod(`${list}.*.resources`, {
    kinds,
    test: both(...names.map(isRequested)),
    want: 'a request beside each limit: a limit alone is asked for in full',
    hint: 'write the request',
  }),
])

/** A daemon is on every node beside what the node is for, so a new node has to be larger by it. */
export const daemonConstraints: readonly Constraint[] = [
  ...ofContainers,
  inPod('volumes.*.emptyDir', {
    kinds,
    test: having({ sizeLimit: upTo('ephemeral-storage') }),
    want: 'a size limit, no more than a daemon of the team may take of each node',
    hint: `write sizeLimit; ${hint}`,
  }),
]
