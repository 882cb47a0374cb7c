import type { Files } from '@slipway/tree'
import { objectsIn, type Stage } from '../../stage/stage.ts'

/** Applies the cluster's storage classes, which come with its platform and which volumes wait for. @param files the estate's tree */
export async function applyStorageClasses({ kube, cluster }: Stage, files: Files): Promise<void> {
  const classes = [...files].filter(
    ([file]) => file.startsWith(`clusters/${cluster.name}/platform/`) && /\/storageclass-[^/]+$/.test(file),
  )
  for (const object of classes.flatMap(([, text]) => objectsIn(text))) await kube.apply(object)
}
