import type { Files } from '@slipway/tree'
import { objectsIn } from '../../cluster/objects-in.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** Applies the cluster's storage classes, which come with its platform and which volumes wait for. @param files the estate's tree */
export async function applyStorageClasses({ kube, cluster }: TestContext, files: Files): Promise<void> {
  const classes = [...files].filter(
    ([file]) => file.startsWith(`clusters/${cluster.name}/platform/`) && /\/storageclass-[^/]+$/.test(file),
  )
  for (const object of classes.flatMap(([, text]) => objectsIn(text))) await kube.apply(object)
}
