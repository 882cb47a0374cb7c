import {
  blocksForGood,
  covers,
  isGoing,
  isTrue,
  kinds,
  KubeError,
  namesOfObjects,
  pending,
  PollTimeout,
  seen,
  words,
  type KubeObject,
  type Live,
  type PodWatch,
  type TestContext,
  type Words,
} from '../shared/kit.ts'

interface Drained {
  readonly moved: number
  readonly stuck: Words | undefined
}

const nodeRef = (name: string) => ({ ...kinds.node, name })

/** @param other labels in place of the node's */
export function replacementOf(node: Live, other: Readonly<Record<string, string>> = {}): KubeObject {
  const name = `${node.metadata.name}-next`
  const { taints = [] } = node.spec ?? {}
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
      labels: { ...node.metadata.labels, ...other, 'kubernetes.io/hostname': name },
      annotations: Object.fromEntries(annotations) as Record<string, string>,
    },
    // Kubernetes' own taints concern the old node.
    spec: { taints: taints.filter(({ key }) => !key.startsWith('node.kubernetes.io/')) },
    status: { allocatable, capacity, addresses, daemonEndpoints },
  }
}

const mayStay = ({ metadata }: Live) =>
  metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet' || kind === 'Node') ?? false

async function holds(test: TestContext, pod: Live): Promise<Words | undefined> {
  const budgets = await test.kube.list(kinds.budget, { namespace: pod.metadata.namespace })
  return budgets
    .filter((budget) => covers(budget, pod))
    .map(blocksForGood)
    .find((why) => why !== undefined)
}

/**
 * As `kubectl drain`: evicts all pods, and retries. A budget blocks for good when it says so for three seconds with all
 * pods ready.
 */
async function drain(test: TestContext, watch: PodWatch, node: string, within = 60): Promise<Drained> {
  await test.kube.patch(nodeRef(node), { spec: { unschedulable: true } })
  const here = () => watch.all().filter((pod) => pod.spec?.nodeName === node && !mayStay(pod))
  const first = here().length
  const blockedSince = new Map<string, number>()
  let stuck: Words | undefined
  const oneLook = async () => {
    const staying = here()
    if (staying.length === 0) return seen(undefined)
    for (const pod of staying.filter((each) => !isGoing(each))) {
      const { namespace = '', name } = pod.metadata
      const went = await test.kube.evict(namespace, name).catch((error: unknown) => {
        // Two budgets cover the pod.
        if (!(error instanceof KubeError)) throw error
        stuck = words(`${namespace}/${name}: ${error.message}`)
        return undefined
      })
      const why = went === false ? await holds(test, pod) : undefined
      if (why === undefined) blockedSince.delete(name)
      else if (!blockedSince.has(name)) blockedSince.set(name, Date.now())
      else if (Date.now() - (blockedSince.get(name) ?? 0) > 3_000) stuck = why
    }
    return stuck === undefined ? pending(namesOfObjects(staying).join(', ')) : seen(undefined)
  }
  await test.until(`node ${node} to be empty`, oneLook, within).catch((error: unknown) => {
    if (!(error instanceof PollTimeout)) throw error
    stuck = words(`${node} was not empty after ${within} s: ${error.found.text} stayed`)
  })
  return { moved: first - here().length, stuck }
}

/** Replaces a node as Karpenter does. One that cannot be drained is uncordoned. */
export async function replace(test: TestContext, watch: PodWatch, node: Live, within?: number): Promise<Drained> {
  const next = replacementOf(node)
  await test.kube.create(next)
  await test.until(`node ${next.metadata.name} to be ready`, () => {
    const there = watch.nodes().find(({ metadata }) => metadata.name === next.metadata.name)
    return isTrue(there, 'Ready') ? seen(undefined) : pending()
  })
  const drained = await drain(test, watch, node.metadata.name, within)
  if (drained.stuck === undefined) await test.kube.delete(nodeRef(node.metadata.name))
  else await test.kube.patch(nodeRef(node.metadata.name), { spec: { unschedulable: null } })
  return drained
}
