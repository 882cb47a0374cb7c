import {
  applicationRef,
  cause,
  conditionOf,
  isGoing,
  isTrue,
  kinds,
  KubeError,
  objectAt,
  objectsUnder,
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

export interface Noted extends Ref {
  readonly uid: string
}

export function notedOf(kube: Kube, files: Files, folder: string): Promise<readonly Noted[]> {
  return noted(kube, objectsUnder(files, folder).map(refOf))
}

async function noted(kube: Kube, refs: readonly Ref[]): Promise<readonly Noted[]> {
  const found = await Promise.all(refs.map(async (ref) => ({ ref, live: await kube.get(ref) })))
  return found.flatMap(({ ref, live }) =>
    live?.metadata.uid === undefined ? [] : [{ ...ref, uid: live.metadata.uid }],
  )
}

export async function claimsOf(test: TestContext, app: StagedApp): Promise<readonly Noted[]> {
  const { volumeClaimTemplates = [] } = (await test.kube.get(refTo(kinds.statefulSet, app)))?.spec ?? {}
  const all = await test.kube.list(kinds.claim, { namespace: app.team })
  const mine = all.filter(({ metadata }) =>
    volumeClaimTemplates.some((each) => metadata.name.startsWith(`${each.metadata.name}-${app.name}-`)),
  )
  return noted(test.kube, mine.map(refOf))
}

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

export const complaintIn = (set: Live | undefined): string | undefined =>
  isTrue(set, 'ErrorOccurred') ? (conditionOf(set, 'ErrorOccurred')?.message ?? '') : undefined
export const complaint = async (kube: Kube, team: string): Promise<string | undefined> =>
  complaintIn(await kube.get(setOf(team)))
const policyIn = (set: Live | undefined) => set?.spec?.syncPolicy ?? {}

export function meantToDelete(files: Files, cluster: string, team: string): boolean {
  return policyIn(objectAt(files, `argocd/${cluster}/applicationset-${team}.yaml`)).applicationsSync === 'sync'
}

export async function policyOf(kube: Kube, team: string): Promise<Words> {
  const set = await kube.get(setOf(team))
  const { applicationsSync = 'none', preserveResourcesOnDeletion = false } = policyIn(set)
  const said = complaintIn(set)
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
