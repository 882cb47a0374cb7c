import { respec, type Spec } from '../traffic/app-spec.ts'
import {
  applyStorageClasses,
  appOf,
  appsIn,
  cause,
  deployed,
  describeApp,
  editing,
  fileOf,
  ifThere,
  isSyncedAndHealthy,
  joined,
  kinds,
  needs,
  NoneFits,
  quote,
  refTo,
  replacing,
  say,
  seenIf,
  statusOf,
  words,
  type Cluster,
  type Estate,
  type Files,
  type Live,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'

const volumeName = 'rehearsal-grows'
const mount = `/${volumeName}`
const [size, grown] = ['1Gi', '2Gi']
const [few, many] = [2, 3]

/** In every environment; other volumes stay. */
async function withVolume(estate: Estate, app: string, scale: number, volume: unknown): Promise<Files> {
  await respec(estate, app, (spec) => {
    const { in: _, ...rest } = spec
    return { ...rest, scale, volumes: { ...(rest['volumes'] as Spec | undefined), [mount]: volume } }
  })
  return estate.render()
}

const setFile = (app: StagedApp) => fileOf(app, 'statefulset')

async function prepare(estate: Estate, { name: cluster }: Cluster, wanted: readonly string[]): Promise<void> {
  const files = estate.files()
  const app = appsIn(files.keys(), cluster, wanted).find((one) => files.has(setFile(one)))
  if (app === undefined) throw new NoneFits('no app here has a StatefulSet')
  await withVolume(estate, app.name, few, size)
}

interface Claim extends Live {
  readonly spec?: Live['spec'] & { readonly resources?: { readonly requests?: { readonly storage?: string } } }
}

async function run(test: TestContext): Promise<void> {
  const files = test.estate.files()
  const app = test.apps.find((one) => files.get(setFile(one))?.includes(volumeName) === true)
  if (app === undefined) throw new NoneFits('no app here has the volume that grows')
  const claims = async (): Promise<readonly Claim[]> =>
    ((await test.kube.list(kinds.claim, { namespace: app.team })) as readonly Claim[]).filter(({ metadata }) =>
      metadata.name.startsWith(`${volumeName}-${app.name}-`),
    )
  const sizes = async () =>
    (await claims()).map(({ metadata, spec }) => `${metadata.name} ${spec?.resources?.requests?.storage ?? '?'}`).sort()
  const pods = async () =>
    (await test.kube.list(kinds.pod, { namespace: app.team }))
      .filter((pod) => appOf(pod) === app.name)
      .map(({ metadata }) => metadata.uid ?? '')
      .sort()
  const are = (count: number, want: string) => async () => {
    const [all, application] = [await sizes(), await test.application(app)]
    const right = all.length === count && all.every((one) => one.endsWith(` ${want}`))
    return seenIf(right && isSyncedAndHealthy(application), say`${all.join(', ')}; ${refused(application)}`)
  }

  await applyStorageClasses(test, test.sabotaged(files))
  await deployed(test, [app])
  if (!(await test.assertSoon(`${few} pods have volumes of ${size}`, are(few, size), 60))) return
  const before = await pods()

  const bigger = await withVolume(test.estate, app.name, few, { size, grown })
  await test.commit(`${app.name}: its volumes grow to ${grown}`, test.tree(bigger, [app]))
  const says = `the claims that there are ask for ${grown}, and the API server takes it`
  if (!(await test.assertSoon(says, are(few, grown), 60, 'claims-grow'))) return
  test.assert('no pod was made anew for that', String(await pods()) === String(before), [
    `${before.length} pods as before`,
    'other pods',
  ])

  const more = await withVolume(test.estate, app.name, many, { size, grown })
  await test.commit(`${app.name}: one pod more`, test.tree(more, [app]))
  await test.assertSoon(`a new pod begins with a volume of ${grown}`, are(many, grown), 60)

  const template = await test.kube.get(refTo(kinds.statefulSet, app))
  const templates = (template?.spec as { volumeClaimTemplates?: readonly Claim[] } | undefined)?.volumeClaimTemplates
  const own = templates?.find(({ metadata }) => metadata.name === volumeName)?.spec?.resources?.requests?.storage
  test.assert("the StatefulSet's template keeps the size that it began with", own === size, own ?? 'nothing')
}

/** Argo CD's message for a sync that the API server refused. */
function refused(application: Live | undefined): Words {
  const { operationState } = statusOf(application)
  const told = (operationState?.syncResult?.resources ?? []).flatMap(({ kind, message = '', status }) =>
    status === 'SyncFailed' ? [say`${kind}: ${quote(message)}`] : [],
  )
  return joined([describeApp(application), ...told, told.length > 0 ? cause('sync-refused') : words('')])
}

const sets = /\/statefulset-[^/]+\.yaml$/

/** The first thing people try: the new size in the template, and no claims. */
const inTemplate: Sabotage = {
  name: 'in-the-template',
  change: (files) => {
    const claims = /\/persistentvolumeclaim-rehearsal-grows-/
    if (![...files.keys()].some((file) => claims.test(file))) return files
    const without = editing(claims, () => undefined)(files)
    const volume = /(name: rehearsal-grows\n(?: {6}.*\n)*?.*storage: )1Gi/
    return replacing(sets, volume, '$12Gi')(without)
  },
  noticedBy: 'claims-grow',
  causes: [{ code: 'forbidden-field', kind: 'StatefulSet' }, { code: 'sync-refused' }],
}

const classes = /\/storageclass-[^/]+\.yaml$/

const fixedSize: Sabotage = {
  name: 'no-expansion',
  change: ifThere(classes, replacing(classes, 'allowVolumeExpansion: true', 'allowVolumeExpansion: false')),
  noticedBy: 'claims-grow',
  causes: [{ code: 'no-volume-expansion' }, { code: 'sync-refused' }],
}

export const growth: Scenario = {
  name: 'growth',
  needs: [...needs.cluster, 'argocd', 'redis'],
  description:
    "Volumes that have grown are claims in git: the API server takes the new size, no pod is made anew, and the StatefulSet's template stays.",
  where: 'first',
  prepare,
  run,
  sabotages: [inTemplate, fixedSize],
}
