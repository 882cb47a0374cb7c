import { at, text } from '@slipway/kube'
import { isReady, kinds, seenIf, type TestContext } from '../shared/kit.ts'
import { apply, namespace, nodesOf, own, say, sizes, state } from './store-state.ts'

/** Commits nothing: the objects are applied as Argo CD would. */
async function told(test: TestContext, nodes: number): Promise<void> {
  say(test.estate, test.cluster.name, nodes)
  await apply(test, own(test, test.sabotaged(await test.estate.render())))
}

export async function grows(test: TestContext): Promise<void> {
  const before = new Set((await nodesOf(test)).map(({ metadata }) => metadata.uid))
  let fewest: number = sizes.first
  await told(test, sizes.then)
  await test.assertSoon(
    `${sizes.first} nodes become ${sizes.then}, and those that were there stay`,
    async () => {
      const [{ text: now, isGreen }, pods] = [await state(test), await nodesOf(test)]
      const ready = pods.filter(isReady)
      fewest = Math.min(fewest, ready.length)
      const stayed = pods.filter(({ metadata }) => before.has(metadata.uid)).length
      const said = `${now}; ${ready.length} ready, ${stayed} of ${before.size} stayed, never under ${fewest}`
      const is = ready.length === sizes.then && stayed === before.size && fewest >= sizes.first
      return seenIf(is && isGreen, said)
    },
    60,
    'elastic-grown',
  )
  const claims = (await test.kube.list(kinds.claim, { namespace })).filter(({ metadata }) =>
    metadata.name.startsWith('elasticsearch-data-'),
  )
  const sized = claims.map((claim) => text(at(claim.spec, 'resources', 'requests', 'storage')))
  const encrypted = await test.kube.get({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    name: text(claims[0]?.spec?.['storageClassName' as never]) ?? '',
  })
  const isEncrypted =
    (encrypted as { parameters?: { encrypted?: string } } | undefined)?.parameters?.encrypted === 'true'
  test.assert(
    'each node has a volume of its own, encrypted',
    claims.length === sizes.then && sized.every((size) => size === '100Gi') && isEncrypted,
    `${claims.length} volumes of ${[...new Set(sized)].join(', ')}, ${isEncrypted ? 'encrypted' : 'not encrypted'}`,
    'elastic-kept',
  )
}

export async function shrinks(test: TestContext, asked: readonly { readonly method: string; readonly path: string }[]) {
  await told(test, sizes.first)
  await test.assertSoon(
    `${sizes.then} nodes become ${sizes.first}, and the data of each moves before it goes`,
    async () => {
      const [{ text: now, isGreen }, pods] = [await state(test), await nodesOf(test)]
      const moved = asked.filter(({ method, path }) => method === 'PUT' && /shutdown$/.test(path)).length
      const said = `${now}; ${pods.length} nodes, ${moved} told to move`
      return seenIf(pods.length === sizes.first && moved >= 2 && isGreen, said)
    },
    90,
    'elastic-shrunk',
  )
}
