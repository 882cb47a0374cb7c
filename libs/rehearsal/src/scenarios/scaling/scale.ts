import {
  applicationSets,
  bump,
  cause,
  describeApp,
  fileOf,
  kinds,
  mapConcurrent,
  needs,
  objectsIn,
  pending,
  replacing,
  say,
  seen,
  statusOf,
  type Files,
  type Live,
  type Sabotage,
  type Said,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { crowd } from './crowd.ts'
import { complaintIn } from '../lifecycle/decommission-objects.ts'

const wanted = 300
const teamSize = 30
/** Seconds. Each app costs about 1.6 s of CPU (docs/field-notes.md). */
const allSyncedWithin = 700

/** Watched: repeated lists of hundreds would slow what is measured. */
function watchApplications(test: TestContext): ReadonlyMap<string, Live> {
  const known = new Map<string, Live>()
  test.kube.watch(
    kinds.application,
    ({ type, object }) => {
      if (type === 'DELETED') known.delete(object.metadata.name)
      else known.set(object.metadata.name, object)
    },
    { namespace: 'argocd' },
  )
  return known
}

/** The app with the fewest objects: Argo CD is measured, not the machine. */
function lightest(files: Files, apps: readonly StagedApp[]): StagedApp | undefined {
  const size = ({ folder }: StagedApp) => [...files.keys()].filter((file) => file.startsWith(`${folder}/`)).length
  const lasting = apps.filter((app) => ['deployment', 'rollout'].some((kind) => files.has(fileOf(app, kind))))
  return (lasting.length === 0 ? [...apps] : lasting).sort((one, other) => size(one) - size(other))[0]
}

async function complaints(test: TestContext): Promise<readonly string[]> {
  const sets = await test.kube.list(kinds.applicationSet, { namespace: 'argocd' })
  return sets.flatMap((set) => {
    const said = complaintIn(set)
    return said === undefined ? [] : [`ApplicationSet ${set.metadata.name}: ${said}`]
  })
}

async function allSynced(
  test: TestContext,
  applications: ReadonlyMap<string, Live>,
  apps: readonly StagedApp[],
  began: number,
): Promise<boolean> {
  const passed = () => Math.round(test.recorder.at() - began)
  const firsts = new Map<string, number>()
  const counted = (what: string, count: number) => {
    if (count === apps.length && !firsts.has(what)) {
      firsts.set(what, passed())
      test.note(`${count} ${what}, ${passed()} s after the teams' ApplicationSets were there`)
    }
    return count
  }
  const count = () => {
    const there = apps.flatMap(({ application }) => applications.get(application) ?? [])
    counted('Applications exist', there.length)
    const healthy = counted('are Healthy', there.filter((each) => statusOf(each).health?.status === 'Healthy').length)
    return {
      healthy,
      synced: counted('are Synced', there.filter((each) => statusOf(each).sync?.status === 'Synced').length),
      there: there.length,
    }
  }
  return test.assertSoon(
    `${apps.length} apps become Synced on one Argo CD`,
    async () => {
      const { synced, healthy, there } = count()
      if (synced === apps.length)
        return seen(`${synced} apps Synced in ${passed()} s, ${healthy} of them Healthy by then`)
      const one = apps.find(({ application }) => statusOf(applications.get(application)).sync?.status !== 'Synced')
      const said = there === apps.length || passed() < 20 ? [] : await complaints(test)
      return pending(
        say`${synced} Synced of ${there} there; ${[
          ...said,
          ...(one === undefined ? [] : [`${one.application}: ${describeApp(applications.get(one.application))}`]),
        ].join('; ')}`,
      )
    },
    allSyncedWithin,
  )
}

/** Argo CD looks at each app once more after its sync, independent of later commits. */
async function settled(test: TestContext, applications: ReadonlyMap<string, Live>): Promise<void> {
  const look = () => {
    const late = [...applications.values()].filter((application) => {
      const { operationState, reconciledAt = '' } = statusOf(application)
      return operationState?.phase !== 'Succeeded' || reconciledAt <= (operationState.finishedAt ?? '')
    })
    return late.length === 0 ? seen(true) : pending(`${late.length} not yet, such as ${late[0]?.metadata.name ?? ''}`)
  }
  await test.until('Argo CD to look at each app once more after its sync', look, 200)
}

const touched = (application: Live | undefined) => {
  const { history, operationState, reconciledAt } = statusOf(application)
  return { syncs: JSON.stringify([history, operationState?.startedAt]), asked: reconciledAt ?? '' }
}

async function oneBump(
  test: TestContext,
  applications: ReadonlyMap<string, Live>,
  app: StagedApp,
  files: Files,
): Promise<void> {
  await settled(test, applications)
  const before = new Map([...applications].map(([name, application]) => [name, touched(application)]))
  await test.commit(`release: ${app.name} to a new version in ${test.cluster.name}`, files)
  const { sha = '', at = 0 } = test.recorder.commits.at(-1) ?? {}
  await test.assertSoon(
    `one release among ${applications.size} apps reaches its own`,
    async () => {
      const application = applications.get(app.application)
      const { sync, operationState } = statusOf(application)
      const here =
        sync?.status === 'Synced' &&
        operationState?.phase === 'Succeeded' &&
        operationState.syncResult?.revision === sha
      return here
        ? seen(`${app.name} Synced with ${sha.slice(0, 8)} in ${(test.recorder.at() - at).toFixed(1)} s`)
        : pending(describeApp(application))
    },
    90,
  )
  // Time for effects on others.
  await test.pause(5)
  const others = [...before.keys()].filter((name) => name !== app.application)
  const changed = (what: 'syncs' | 'asked') =>
    others.filter((name) => touched(applications.get(name))[what] !== before.get(name)?.[what])
  const synced = changed('syncs')
  test.assert('no other app was synced', synced.length === 0, [
    `${others.length} others: no new sync, no new revision in their history`,
    `synced, too: ${synced.length}, such as ${synced[0] ?? ''}`,
  ])
  // Apps whose own resync was due do not count.
  const dueAnyway = (name: string) => {
    const [was, is] = [before.get(name)?.asked, touched(applications.get(name)).asked].map((time) =>
      Date.parse(time ?? ''),
    )
    return is !== undefined && was !== undefined && is - was >= (test.resync - 2) * 1000
  }
  const anew = changed('asked')
  const asked = anew.filter((name) => !dueAnyway(name))
  const [first = ''] = asked
  test.assert(
    'no other app was compared with git anew',
    asked.length === 0,
    [
      `${others.length - anew.length} others: compared when they were before; ${anew.length} whose ${test.resync} s were over`,
      say`${asked.length} of ${others.length} others were, such as ${first} (at ${before.get(first)?.asked ?? ''}, and again at ${touched(applications.get(first)).asked}): ${whyAsked(applications.get(first))}`,
    ],
    'others-not-compared',
  )
}

function whyAsked(application: Live | undefined): Said {
  const paths = application?.metadata.annotations?.['argocd.argoproj.io/manifest-generate-paths']
  return paths === undefined
    ? cause('no-generate-paths')
    : `its annotation "argocd.argoproj.io/manifest-generate-paths" is "${paths}"`
}

const noPaths: Sabotage = {
  name: 'no-generate-paths',
  change: replacing(applicationSets, /^ +argocd\.argoproj\.io\/manifest-generate-paths: .*\n/m, ''),
  noticedBy: 'others-not-compared',
  causes: [{ code: 'no-generate-paths' }],
}

export const scale: Scenario = {
  name: 'scale',
  needs: needs.delivery,
  onlyNamed: true,
  within: 900,
  description: `${wanted} apps on one Argo CD become Synced, and a release of one of them stays a matter of that one.`,
  where: 'first',
  crowd: true,
  run: async (test) => {
    const { cluster, estate } = test
    const app = lightest(estate.files(), test.apps)
    if (app === undefined) throw new Error(`no app in ${cluster.name}`)
    const apps = [app]
    const own = test.tree(estate.files(), apps)
    const copies = crowd(own, test.sabotaged(estate.files()), {
      cluster: cluster.name,
      apps,
      count: wanted - apps.length,
      team: teamSize,
    })
    bump(test, app)
    const next = test.tree(await estate.render(), apps)
    const applications = watchApplications(test)
    await test.commit(`${wanted} apps`, new Map([...own, ...copies.tree]))
    const all = [...apps, ...copies.apps]
    const began = test.recorder.at()
    test.note(
      `${all.length} apps of ${new Set(all.map(({ team }) => team)).size} teams, ${own.size + copies.tree.size} files`,
    )
    const control = [...copies.argocd.values()].flatMap(objectsIn)
    // An ApplicationSet without its project retries after three minutes.
    for (const kind of ['AppProject', 'ApplicationSet']) {
      await mapConcurrent(
        10,
        control.filter((object) => object.kind === kind),
        (object) => test.kube.apply(object, { manager: 'argocd-controller' }),
      )
    }
    await test.install(apps)
    if (!(await allSynced(test, applications, all, began))) return
    await oneBump(test, applications, app, new Map([...next, ...copies.tree]))
  },
  sabotages: [noPaths],
}
