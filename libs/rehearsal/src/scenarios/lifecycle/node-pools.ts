import {
  isTrue,
  kinds,
  namesOfObjects,
  none,
  NoneFits,
  objectsUnder,
  pending,
  type KubeObject,
  type TestContext,
} from '../shared/kit.ts'

interface PoolSpec {
  readonly template: {
    readonly spec: {
      readonly nodeClassRef: { readonly name: string; readonly group?: string; readonly kind?: string }
    } & Readonly<Record<string, unknown>>
  }
}

export function withKwokNodes(pool: KubeObject): KubeObject {
  const spec = pool.spec as PoolSpec
  const nodeClassRef = { group: 'karpenter.kwok.sh', kind: 'KWOKNodeClass', name: spec.template.spec.nodeClassRef.name }
  return { ...pool, spec: { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, nodeClassRef } } } }
}

/** Applies the cluster's NodePools with KWOK's node class, and waits until they are ready. @throws NoneFits */
export async function applyNodePools(test: TestContext): Promise<void> {
  const files = test.speedUp(test.sabotaged(test.estate.files()))
  const pools = objectsUnder(files, `clusters/${test.cluster.name}/platform`, /\/nodepool-[^/]+$/).map(withKwokNodes)
  if (pools.length === 0) throw new NoneFits(`${test.cluster.name} has no NodePools: its nodes are not Karpenter's`)
  const classes = new Set(pools.map(({ spec }) => (spec as PoolSpec).template.spec.nodeClassRef.name))
  for (const name of classes)
    await test.kube.apply({
      apiVersion: 'karpenter.kwok.sh/v1alpha1',
      kind: 'KWOKNodeClass',
      metadata: { name },
      spec: {},
    })
  for (const pool of pools) await test.kube.apply(pool)
  await test.until('Karpenter to call the NodePools ready', async () => {
    const live = await test.kube.list(kinds.nodePool)
    const unready = live.filter((pool) => !isTrue(pool, 'Ready'))
    return live.length === 0 ? pending() : none(namesOfObjects(unready))
  })
}
