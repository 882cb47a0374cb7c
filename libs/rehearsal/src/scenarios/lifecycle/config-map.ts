import { readFileSync, readdirSync, statSync } from 'node:fs'
import type { Kube, Live } from '../../cluster/kube.ts'
import { hashOf, kinds } from '../../cluster/live.ts'
import { objectsIn } from '../../cluster/objects-in.ts'
import { cause, joined, type Words } from '../../recording/words.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import path from 'node:path'

interface PodSpec {
  readonly volumes?: readonly { readonly configMap?: { readonly name: string } }[]
}

/** The ConfigMaps that pods of this spec do not start without. */
export const configMapsOf = (spec: PodSpec | undefined): readonly string[] =>
  (spec?.volumes ?? []).flatMap(({ configMap }) => (configMap === undefined ? [] : [configMap.name]))

/** An app whose content is in a ConfigMap, and the file of a person in which it is written. */
export interface Configured {
  readonly app: StagedApp
  /** The rendered file. */
  readonly rendered: string
  /** The file that it was rendered from. */
  readonly written: string
}

/** The first app with a canary and with a file of content. @throws when no app has both */
export function configured(test: TestContext): Configured {
  const files = test.estate.files()
  for (const app of test.canaries()) {
    const rendered = `${app.folder}/configmap-${app.name}-config.yaml`
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

/** The name of the ConfigMap in a tree. */
export const nameIn = (text: string | undefined): string => objectsIn(text ?? '')[0]?.metadata.name ?? ''

/** One version of a Rollout: its ReplicaSet, and the ConfigMaps that its pods do not start without. */
export interface Version {
  readonly hash: string
  readonly wants: readonly string[]
  readonly pods: number
}

/** The versions that a Rollout has pods of, or could go back to. */
export async function versions(kube: Kube, rollout: Live | undefined): Promise<readonly Version[]> {
  if (rollout === undefined) return []
  const sets = await kube.list(kinds.replicaSet, { namespace: rollout.metadata.namespace })
  return sets
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === rollout.metadata.uid) === true)
    .map((set) => ({
      hash: hashOf(set) ?? '',
      wants: configMapsOf((set.spec as { template?: { spec?: PodSpec } }).template?.spec),
      pods: (set.spec as { replicas?: number }).replicas ?? 0,
    }))
}

/** Why Argo CD took a ConfigMap away, or cannot be content with it, by what was applied. */
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
