import {
  applicationRef,
  cause,
  conditionOf,
  isGoing,
  isTrue,
  kinds,
  KubeError,
  objectsIn,
  objectsOfFiles,
  refOf,
  refTo,
  say,
  words,
  type Files,
  type Kube,
  type Live,
  type Ref,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'

/** An object with its uid. */
export interface Noted extends Ref {
  readonly uid: string
}

export function notedOf(kube: Kube, files: Files, folder: string): Promise<readonly Noted[]> {
  const objects = objectsOfFiles(files, (file) => file.startsWith(`${folder}/`))
  return noted(kube, objects.map(refOf))
}

export async function noted(kube: Kube, refs: readonly Ref[]): Promise<readonly Noted[]> {
  const found = await Promise.all(refs.map(async (ref) => ({ ref, live: await kube.get(ref) })))
  return found.flatMap(({ ref, live }) =>
    live?.metadata.uid === undefined ? [] : [{ ...ref, uid: live.metadata.uid }],
  )
}

export async function claimsOf(test: TestContext, app: StagedApp): Promise<readonly Noted[]> {
  const set = await test.kube.get(refTo(kinds.statefulSet, app))
  const { volumeClaimTemplates = [] } = set?.spec ?? {}
  const all = await test.kube.list(kinds.claim, { namespace: app.team })
  const mine = all.filter(({ metadata }) =>
    volumeClaimTemplates.some((each) => metadata.name.startsWith(`${each.metadata.name}-${app.name}-`)),
  )
  return noted(test.kube, mine.map(refOf))
}

/** Those that are gone, going or replaced. */
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

export async function left(kube: Kube, objects: readonly Noted[]): Promise<readonly string[]> {
  const found = await Promise.all(
    objects.map(async (object) => ((await kube.get(object))?.metadata.uid === object.uid ? [object] : [])),
  )
  return found.flat().map(({ kind, name }) => `${kind} ${name}`)
}

export const setOf = (team: string): Ref => ({ ...kinds.applicationSet, namespace: 'argocd', name: team })

export async function complaint(kube: Kube, team: string): Promise<string | undefined> {
  const set = await kube.get(setOf(team))
  return isTrue(set, 'ErrorOccurred') ? (conditionOf(set, 'ErrorOccurred')?.message ?? '') : undefined
}
const policyIn = (set: Live | undefined) => set?.spec?.syncPolicy ?? {}

/** Whether the estate lets what leaves git leave the cluster. */
export function meantToDelete(files: Files, cluster: string, team: string): boolean {
  const [set] = objectsIn(files.get(`argocd/${cluster}/applicationset-${team}.yaml`) ?? '')
  return policyIn(set).applicationsSync === 'sync'
}

export async function policyOf(kube: Kube, team: string): Promise<Words> {
  const { applicationsSync = 'none', preserveResourcesOnDeletion = false } = policyIn(await kube.get(setOf(team)))
  const said = await complaint(kube, team)
  const policy = { team, applicationsSync, preserve: preserveResourcesOnDeletion, complaint: said !== undefined }
  return say`${cause('set-policy', policy)}${said === undefined ? '' : `, and says: ${said}`}`
}

/** `argocd app delete NAME`, which cascades. */
export async function argocdAppDelete(kube: Kube, application: string): Promise<void> {
  const ref = applicationRef(application)
  await kube.patch(ref, { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } })
  await kube.delete(ref).catch((error: unknown) => {
    if (!(error instanceof KubeError)) throw error
  })
}
