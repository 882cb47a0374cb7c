import {
  kinds,
  namesOfObjects,
  none,
  pending,
  seen,
  type Live,
  type PodWatch,
  type TestContext,
} from '../shared/kit.ts'

export const isSpot = ({ metadata }: Live): boolean => metadata.labels?.['karpenter.sh/capacity-type'] === 'spot'
export const zoneOf = (node: Live | undefined): string =>
  node?.metadata.labels?.['topology.kubernetes.io/zone'] ?? 'no zone'

const claimRef = (name: string) => ({ ...kinds.nodeClaim, name })

async function claimsOf(test: TestContext, nodes: readonly Live[]): Promise<readonly string[]> {
  const names = new Set(namesOfObjects(nodes))
  const claims = await test.kube.list(kinds.nodeClaim)
  return namesOfObjects(claims.filter(({ status }) => names.has(status?.nodeName ?? '')))
}

/** Karpenter deletes NodeClaims two minutes before EC2 takes machines back (interruption/controller.go). */
export async function reclaimNodes(test: TestContext, nodes: readonly Live[]): Promise<void> {
  for (const name of await claimsOf(test, nodes)) await test.kube.delete(claimRef(name))
}

/** Machines vanish: the cloud controller removes their Nodes, Karpenter their NodeClaims. Nobody evicts their pods. */
export async function deleteNodes(test: TestContext, watch: PodWatch, nodes: readonly Live[]): Promise<void> {
  const claims = await claimsOf(test, nodes)
  await Promise.all(
    nodes.map(async ({ metadata: { name } }) => {
      const ref = { ...kinds.node, name }
      // Karpenter's finalizer would drain it, and may be written again.
      const look = async () => {
        if ((await test.kube.get(ref)) === undefined) return seen(undefined)
        await test.kube.patch(ref, { metadata: { finalizers: null } }).catch(() => undefined)
        await test.kube.delete(ref).catch(() => undefined)
        return pending()
      }
      await test.until(`node ${name} to be gone`, look, 20)
    }),
  )
  for (const name of claims) await test.kube.delete(claimRef(name)).catch(() => undefined)
  const lost = new Set(namesOfObjects(nodes))
  const left = () => watch.nodes().filter(({ metadata }) => lost.has(metadata.name))
  await test.until('the lost nodes to be gone', () => none(namesOfObjects(left())), 20)
}

/** `5 in us-east-1a, 4 in us-east-1b`. */
export const countsInWords = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} in ${name}`)
    .join(', ')
