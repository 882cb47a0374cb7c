import type { KubeObject } from '@slipway/core'
import type { Files } from '@slipway/tree'
import { KubeError, type Kube, type Ref } from '../../cluster/kube.ts'
import { objectsIn, type TestContext, type StagedApp } from '../../stage/test-context.ts'

/** An object that was there when it was noted. */
export interface Noted extends Ref {
  readonly uid: string
}

const wordsOf = ({ kind, name }: Ref) => `${kind} ${name}`

/** The objects of a folder of the tree, as they are in the cluster. */
export function notedOf(kube: Kube, files: Files, folder: string): Promise<readonly Noted[]> {
  const objects = [...files].filter(([file]) => file.startsWith(`${folder}/`)).flatMap(([, text]) => objectsIn(text))
  return noted(
    kube,
    objects.map(({ apiVersion, kind, metadata }) => ({
      apiVersion,
      kind,
      name: metadata.name,
      namespace: metadata.namespace,
    })),
  )
}

/** Those of them that are there. */
export async function noted(kube: Kube, refs: readonly Ref[]): Promise<readonly Noted[]> {
  const found = await Promise.all(refs.map(async (ref) => ({ ref, live: await kube.get(ref) })))
  return found.flatMap(({ ref, live }) =>
    live?.metadata.uid === undefined ? [] : [{ ...ref, uid: live.metadata.uid }],
  )
}

/** The claims of a StatefulSet's pods. */
export async function claimsOf(test: TestContext, app: StagedApp): Promise<readonly Noted[]> {
  const set = await test.kube.get({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: app.team, name: app.name })
  const { volumeClaimTemplates = [] } = (set?.spec ?? {}) as {
    volumeClaimTemplates?: readonly { metadata: { name: string } }[]
  }
  const all = await test.kube.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }, { namespace: app.team })
  const mine = all.filter(({ metadata }) =>
    volumeClaimTemplates.some((each) => metadata.name.startsWith(`${each.metadata.name}-${app.name}-`)),
  )
  return noted(
    test.kube,
    mine.map(({ metadata }) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: app.team,
      name: metadata.name,
    })),
  )
}

/** Those that are gone, going, or not the same any more, in words; nothing when all are as they were. */
export async function lost(kube: Kube, objects: readonly Noted[]): Promise<readonly string[]> {
  const words = await Promise.all(
    objects.map(async (object) => {
      const live = await kube.get(object)
      if (live === undefined) return `${wordsOf(object)} is gone`
      if (live.metadata.uid !== object.uid) return `${wordsOf(object)} was deleted and made again`
      return live.metadata.deletionTimestamp === undefined ? '' : `${wordsOf(object)} is being deleted`
    }),
  )
  return words.filter((each) => each !== '')
}

/** Those that are still there, in words. */
export async function left(kube: Kube, objects: readonly Noted[]): Promise<readonly string[]> {
  const words = await Promise.all(
    objects.map(async (object) => ((await kube.get(object))?.metadata.uid === object.uid ? wordsOf(object) : '')),
  )
  return words.filter((each) => each !== '')
}

export const setOf = (team: string): Ref => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'ApplicationSet',
  namespace: 'argocd',
  name: team,
})

/** What the ApplicationSet controller says is wrong with a team's set; nothing when all is well. */
export async function complaint(kube: Kube, team: string): Promise<string | undefined> {
  const set = await kube.get(setOf(team))
  const { conditions = [] } = (set?.status ?? {}) as {
    conditions?: readonly { type: string; status: string; message: string }[]
  }
  return conditions.find(({ type, status }) => type === 'ErrorOccurred' && status === 'True')?.message
}

interface Policy {
  readonly applicationsSync?: string
  readonly preserveResourcesOnDeletion?: boolean
}
const policyIn = (set: KubeObject | undefined) => ((set?.spec ?? {}) as { syncPolicy?: Policy }).syncPolicy ?? {}

/** Whether what leaves git leaves the cluster by itself, as the estate means it for a team. */
export function meantToDelete(files: Files, cluster: string, team: string): boolean {
  const [set] = objectsIn(files.get(`argocd/${cluster}/applicationset-${team}.yaml`) ?? '')
  return policyIn(set).applicationsSync === 'sync'
}

/** What a team's ApplicationSet in the cluster does with an Application whose folder is gone, in its own words. */
export async function policyOf(kube: Kube, team: string): Promise<string> {
  const { applicationsSync = 'none', preserveResourcesOnDeletion = false } = policyIn(await kube.get(setOf(team)))
  const said = await complaint(kube, team)
  return `ApplicationSet ${team} has applicationsSync ${applicationsSync}, preserveResourcesOnDeletion ${String(preserveResourcesOnDeletion)}${
    said === undefined ? ' and no complaint' : `, and says: ${said}`
  }`
}

/** What `argocd app delete NAME` asks of the API server: everything that it made goes with it (`--cascade`, its default). */
export async function argocdAppDelete(kube: Kube, application: string): Promise<void> {
  const ref = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: application }
  await kube.patch(ref, { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } })
  await kube.delete(ref).catch((error: unknown) => {
    if (!(error instanceof KubeError)) throw error
  })
}
