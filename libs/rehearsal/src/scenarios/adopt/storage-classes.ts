import { objectsOfFiles, type Files, type TestContext } from '../shared/kit.ts'

/** Volumes wait for the platform's storage classes. */
export async function applyStorageClasses({ kube, cluster }: TestContext, files: Files): Promise<void> {
  const isClass = (file: string) =>
    file.startsWith(`clusters/${cluster.name}/platform/`) && /\/storageclass-[^/]+$/.test(file)
  for (const object of objectsOfFiles(files, isClass)) await kube.apply(object)
}
