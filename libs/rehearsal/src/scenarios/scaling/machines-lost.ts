import type { Live } from '../../cluster/kube.ts'
import { kinds } from '../../cluster/live.ts'
import { pending, poll, seen } from '../../pace/poll.ts'
import type { TestContext } from '../../stage/test-context.ts'
import type { PodWatch } from '../shared/pod-watch.ts'

export const isSpot = ({ metadata }: Live): boolean => metadata.labels?.['karpenter.sh/capacity-type'] === 'spot'
export const zoneOf = (node: Live | undefined): string =>
  node?.metadata.labels?.['topology.kubernetes.io/zone'] ?? 'no zone'

const claimRef = (name: string) => ({ ...kinds.nodeClaim, name })

async function claimsOf(test: TestContext, nodes: readonly Live[]): Promise<readonly string[]> {
  const names = new Set(nodes.map(({ metadata }) => metadata.name))
  const claims = await test.kube.list(kinds.nodeClaim)
  return claims
    .filter(({ status }) => names.has((status as { nodeName?: string } | undefined)?.nodeName ?? ''))
    .map(({ metadata }) => metadata.name)
}

/** EC2 says two minutes before that it takes machines back: Karpenter deletes their NodeClaims (interruption/controller.go of its AWS provider). */
export async function reclaimNodes(test: TestContext, nodes: readonly Live[]): Promise<void> {
  for (const name of await claimsOf(test, nodes)) await test.kube.delete(claimRef(name))
}

/**
 * Machines are gone from one moment to the next, and EC2 says that they are terminated: EKS's cloud controller takes their Nodes away, and Karpenter
 * their NodeClaims. What ran on them nobody has sent away.
 */
export async function deleteNodes(test: TestContext, watch: PodWatch, nodes: readonly Live[]): Promise<void> {
  const claims = await claimsOf(test, nodes)
  await Promise.all(
    nodes.map(async ({ metadata: { name } }) => {
      const ref = { ...kinds.node, name }
      // Karpenter's finalizer would have it drained first; it may be written again in between.
      await poll(
        async () => {
          if ((await test.kube.get(ref)) === undefined) return seen(undefined)
          await test.kube.patch(ref, { metadata: { finalizers: null } }).catch(() => undefined)
          await test.kube.delete(ref).catch(() => undefined)
          return pending()
        },
        { what: `node ${name} to be gone`, within: 20, signal: test.signal },
      )
    }),
  )
  for (const name of claims) await test.kube.delete(claimRef(name)).catch(() => undefined)
  const lost = new Set(nodes.map(({ metadata }) => metadata.name))
  await poll(() => (watch.nodes().some(({ metadata }) => lost.has(metadata.name)) ? pending() : seen(undefined)), {
    what: 'the lost nodes to be gone',
    within: 20,
    signal: test.signal,
  })
}

/** How many there are of each, the most first: `5 in us-east-1a, 4 in us-east-1b`. */
export const countsInWords = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} in ${name}`)
    .join(', ')
