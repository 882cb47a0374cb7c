import type { KubeObject } from '@slipway/core'
import type { Files } from '@slipway/tree'
import { KubeError, type Kube, type Ref } from '../../cluster/kube.ts'
import { applicationRef, conditionOf, isGoing, kinds, refTo } from '../../cluster/live.ts'
import { objectsIn, objectsOfFiles } from '../../cluster/objects-in.ts'
import { cause, say, words, type Words } from '../../recording/words.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** An object that was there when it was noted. */
export interface Noted extends Ref {
  readonly uid: string
}

/** The objects of a folder of the tree, as they are in the cluster. */
export function notedOf(kube: Kube, files: Files, folder: string): Promise<readonly Noted[]> {
  const objects = objectsOfFiles(files, (file) => file.startsWith(`${folder}/`))
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
  const set = await test.kube.get(refTo(kinds.statefulSet, app))
  const { volumeClaimTemplates = [] } = (set?.spec ?? {}) as {
    volumeClaimTemplates?: readonly { metadata: { name: string } }[]
  }
  const all = await test.kube.list(kinds.claim, { namespace: app.team })
  const mine = all.filter(({ metadata }) =>
    volumeClaimTemplates.some((each) => metadata.name.startsWith(`${each.metadata.name}-${app.name}-`)),
  )
  return noted(
    test.kube,
    mine.map(({ metadata }) => ({ ...kinds.claim, namespace: app.team, name: metadata.name })),
  )
}

/** Those that are gone, going, or not the same any more, in words; nothing when all are as they were. */
export async function lost(kube: Kube, objects: readonly Noted[]): Promise<readonly Words[]> {
  const found = await Promise.all(
    objects.map(async (object) => {
      const live = await kube.get(object)
      const { kind, name } = object
      if (live !== undefined && live.metadata.uid !== object.uid)
        return words(`${kind} ${name} was deleted and made again`)
      if (live !== undefined && !isGoing(live)) return undefined
      return cause('deleted', { kind, name, state: live === undefined ? 'gone' : 'going' })
    }),
  )
  return found.filter((each) => each !== undefined)
}

/** Those that are still there, in words. */
export async function left(kube: Kube, objects: readonly Noted[]): Promise<readonly string[]> {
  const found = await Promise.all(
    objects.map(async (object) => ((await kube.get(object))?.metadata.uid === object.uid ? [object] : [])),
  )
  return found.flat().map(({ kind, name }) => `${kind} ${name}`)
}

export const setOf = (team: string): Ref => ({ ...kinds.applicationSet, namespace: 'argocd', name: team })

/** What the ApplicationSet controller says is wrong with a team's set; nothing when all is well. */
export async function complaint(kube: Kube, team: string): Promise<string | undefined> {
  const set = await kube.get(setOf(team))
  const error = conditionOf(set, 'ErrorOccurred')
  return error?.status === 'True' ? (error.message ?? '') : undefined
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
export async function policyOf(kube: Kube, team: string): Promise<Words> {
  const { applicationsSync = 'none', preserveResourcesOnDeletion = false } = policyIn(await kube.get(setOf(team)))
  const said = await complaint(kube, team)
  const policy = { team, applicationsSync, preserve: preserveResourcesOnDeletion, complaint: said !== undefined }
  return say`${cause('set-policy', policy)}${said === undefined ? '' : `, and says: ${said}`}`
}

/** What `argocd app delete NAME` asks of the API server: everything that it made goes with it (`--cascade`, its default). */
export async function argocdAppDelete(kube: Kube, application: string): Promise<void> {
  const ref = applicationRef(application)
  await kube.patch(ref, { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } })
  await kube.delete(ref).catch((error: unknown) => {
    if (!(error instanceof KubeError)) throw error
  })
}
