import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import {
  cause,
  fileOf,
  hashOf,
  joined,
  kinds,
  objectsIn,
  type Kube,
  type Live,
  type PodSpec,
  type TestContext,
  type Words,
} from '../shared/kit.ts'

export const configMapsOf = (spec: PodSpec | undefined): readonly string[] =>
  (spec?.volumes ?? []).flatMap(({ configMap }) => (configMap === undefined ? [] : [configMap.name]))

export function configured(test: TestContext) {
  const files = test.estate.files()
  for (const app of test.canaries()) {
    const rendered = fileOf(app, 'configmap', '-config')
    const contents = objectsIn(files.get(rendered) ?? '').flatMap((object) =>
      Object.values((object as { data?: Record<string, string> }).data ?? {}),
    )
    const folder = `apps/${app.name}`
    const all =
      contents.length === 0
        ? []
        : readdirSync(path.join(test.estate.root, folder), { recursive: true, encoding: 'utf8' })
    const found = all
      .map((entry) => path.join(test.estate.root, folder, entry))
      .filter((file) => statSync(file).isFile())
      .find((file) => contents.includes(readFileSync(file, 'utf8')))
    if (found !== undefined) return { app, rendered, written: path.relative(test.estate.root, found) }
  }
  throw new Error(
    `no app with a canary in ${test.cluster.name} has a file of content: give one \`files\` in its app.ts to see this`,
  )
}

export const nameIn = (text: string | undefined): string => objectsIn(text ?? '')[0]?.metadata.name ?? ''

interface Version {
  readonly hash: string
  readonly wants: readonly string[]
  readonly pods: number
}

export async function versions(kube: Kube, rollout: Live | undefined): Promise<readonly Version[]> {
  if (rollout === undefined) return []
  const sets = await kube.list(kinds.replicaSet, { namespace: rollout.metadata.namespace })
  return sets
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === rollout.metadata.uid) === true)
    .map((set) => ({
      hash: hashOf(set) ?? '',
      wants: configMapsOf(set.spec?.template?.spec),
      pods: set.spec?.replicas ?? 0,
    }))
}

export function whyGone(config: Live | undefined): Words {
  const { annotations = {} } = config?.metadata ?? {}
  const sync = annotations['argocd.argoproj.io/sync-options'] ?? ''
  const compare = annotations['argocd.argoproj.io/compare-options'] ?? ''
  const last = sync.includes('PruneLast')
  return joined([
    last ? cause('config-pruned-last') : undefined,
    last || sync.includes('Prune=false') ? undefined : cause('config-may-be-pruned'),
    compare.includes('IgnoreExtraneous') ? undefined : cause('extraneous-counts'),
  ])
}
