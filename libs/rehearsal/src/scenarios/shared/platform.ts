import type { Files } from '@slipway/tree'
import { objectsUnder } from '../../cluster/objects-in.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** Applies objects of the platform as its Applications would. @param fits the paths of their files */
export async function applyPlatform({ kube, cluster }: TestContext, files: Files, fits: RegExp): Promise<void> {
  for (const object of objectsUnder(files, `clusters/${cluster.name}/platform`, fits))
    await kube.apply(object, { manager: 'argocd-controller' })
}

/** Volumes wait for them. */
export const applyStorageClasses = (test: TestContext, files: Files): Promise<void> =>
  applyPlatform(test, files, /\/storageclass-[^/]+$/)
