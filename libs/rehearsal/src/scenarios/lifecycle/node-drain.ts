import type { KubeObject } from '@slipway/core'
import { KubeError, type Live } from '../../cluster/kube.ts'
import { isGoing, isTrue, kinds, nodeNameOf } from '../../cluster/live.ts'
import { PollTimeout, pending, poll, seen } from '../../pace/poll.ts'
import { words, type Words } from '../../recording/words.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { blocksForGood, covers, type PodWatch } from '../shared/pod-watch.ts'

export interface Drained {
  readonly moved: number
  /** Why some of its pods could not be sent away; nothing when all are gone. */
  readonly stuck: Words | undefined
}

const nodeRef = (name: string) => ({ ...kinds.node, name })

/** A node of the same pool and zone, as a node controller would launch it in a node's place. */
export function replacementOf(node: Live): KubeObject {
  const name = `${node.metadata.name}-next`
  const { taints = [] } = (node.spec ?? {}) as { taints?: readonly { key: string }[] }
  const { allocatable, capacity, addresses, daemonEndpoints } = node.status as Record<string, unknown>
  const annotations = Object.entries(node.metadata.annotations ?? {}).map(([key, value]) => [
    key,
    value.replaceAll(node.metadata.name, name),
  ])
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { ...node.metadata.labels, 'kubernetes.io/hostname': name },
      annotations: Object.fromEntries(annotations) as Record<string, string>,
    },
    // Kubernetes' own taints are about the node that there was.
    spec: { taints: taints.filter(({ key }) => !key.startsWith('node.kubernetes.io/')) },
    status: { allocatable, capacity, addresses, daemonEndpoints },
  }
}

const mayStay = ({ metadata }: Live) =>
  metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet' || kind === 'Node') ?? false

/** What keeps a pod where it is, in the words of the budgets that are about it. */
async function holds(test: TestContext, pod: Live): Promise<Words | undefined> {
  const budgets = await test.kube.list(kinds.budget, { namespace: pod.metadata.namespace })
  return budgets
    .filter((budget) => covers(budget, pod))
    .map(blocksForGood)
    .find((why) => why !== undefined)
}

/**
 * Cordons a node and evicts its pods as `kubectl drain` does: all at once, and again those that their budgets keep. A budget that says the
 * same for three seconds while all of its pods are ready blocks for good.
 */
export async function drain(test: TestContext, watch: PodWatch, node: string, within = 60): Promise<Drained> {
  await test.kube.patch(nodeRef(node), { spec: { unschedulable: true } })
  const here = () => watch.all().filter((pod) => nodeNameOf(pod) === node && !mayStay(pod))
  const first = here().length
  const blockedSince = new Map<string, number>()
  let stuck: Words | undefined
  const oneLook = async () => {
    const staying = here()
    if (staying.length === 0) return seen(undefined)
    for (const pod of staying.filter((each) => !isGoing(each))) {
      const { namespace = '', name } = pod.metadata
      const went = await test.kube.evict(namespace, name).catch((error: unknown) => {
        // Two budgets on one pod: the API server evicts it for neither.
        if (!(error instanceof KubeError)) throw error
        stuck = words(`${namespace}/${name}: ${error.message}`)
        return undefined
      })
      const why = went === false ? await holds(test, pod) : undefined
      if (why === undefined) blockedSince.delete(name)
      else if (!blockedSince.has(name)) blockedSince.set(name, Date.now())
      else if (Date.now() - (blockedSince.get(name) ?? 0) > 3_000) stuck = why
    }
    return stuck === undefined ? pending(staying.map(({ metadata }) => metadata.name).join(', ')) : seen(undefined)
  }
  await poll(oneLook, { what: `node ${node} to be empty`, within, every: 200, signal: test.signal }).catch(
    (error: unknown) => {
      if (!(error instanceof PollTimeout)) throw error
      stuck = words(`${node} was not empty after ${within} s: ${error.found.text} stayed`)
    },
  )
  return { moved: first - here().length, stuck }
}

/** Puts a node of the same kind beside one, drains it and takes it away, as Karpenter replaces nodes. What cannot be drained stays, uncordoned. */
export async function replace(test: TestContext, watch: PodWatch, node: Live, within?: number): Promise<Drained> {
  const next = replacementOf(node)
  await test.kube.create(next)
  await poll(
    () => {
      const there = watch.nodes().find(({ metadata }) => metadata.name === next.metadata.name)
      return isTrue(there, 'Ready') ? seen(undefined) : pending()
    },
    { what: `node ${next.metadata.name} to be ready`, within: 60, signal: test.signal },
  )
  const drained = await drain(test, watch, node.metadata.name, within)
  if (drained.stuck === undefined) await test.kube.delete(nodeRef(node.metadata.name))
  else await test.kube.patch(nodeRef(node.metadata.name), { spec: { unschedulable: null } })
  return drained
}
