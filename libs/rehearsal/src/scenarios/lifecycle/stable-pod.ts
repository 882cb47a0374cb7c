import { kinds, namesOfObjects, stablePodsOf, type Live, type StagedApp, type TestContext } from '../shared/kit.ts'

/** Somebody deletes a pod of the stable version. @returns looks for the one that is made anew */
export async function deleteStablePod(test: TestContext, app: StagedApp): Promise<() => Promise<Live | undefined>> {
  const pods = () => stablePodsOf(test, app)
  const old = new Set(namesOfObjects(await pods()))
  const [gone = ''] = old
  test.manualAction('a pod of the stable version is deleted', app)
  await test.kube.delete({ ...kinds.pod, namespace: app.team, name: gone })
  return async () => (await pods()).find(({ metadata }) => !old.has(metadata.name))
}
