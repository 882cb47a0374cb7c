import { rmSync } from 'node:fs'
import { isHealthy } from '../adopt/adopt-diagnosis.ts'
import {
  argocdAppDelete,
  claimsOf,
  complaint,
  complaintIn,
  left,
  lost,
  meantToDelete,
  notedOf,
  policyOf,
  setOf,
  type Noted,
} from './decommission-objects.ts'
import { deletesByItself, emptyIsFine, unprotectedNamespace } from './decommission-sabotages.ts'
import path from 'node:path'
import {
  applicationRef,
  applyStorageClasses,
  cause,
  deployed,
  describeApp,
  fileOf,
  isGoing,
  joined,
  namesOf,
  needs,
  none,
  pending,
  releaseFile,
  say,
  seen,
  seenIf,
  selected,
  statusOf,
  tells,
  type Cause,
  type Files,
  type Live,
  type Look,
  type Said,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

const rendersTo = (files: Files, app: StagedApp, kind: string) => files.has(fileOf(app, kind))
const without = (files: Files, ...folders: readonly string[]) =>
  selected(files, (file) => !folders.some((folder) => file.startsWith(`${folder}/`)))

/** Removes the first app that can go, canaries first. The generator refuses for apps that others call. */
async function retire(test: TestContext): Promise<{ readonly leaving: StagedApp; readonly after: Files }> {
  const files = test.estate.files()
  const rank = (app: StagedApp) =>
    [...['rollout', 'deployment', 'statefulset'].map((kind) => rendersTo(files, app, kind)), true].indexOf(true)
  let refused = 'there are none'
  for (const leaving of [...test.apps].sort((one, other) => rank(one) - rank(other))) {
    const file = releaseFile(test, leaving)
    const text = test.estate.read(file)
    rmSync(path.join(test.estate.root, file))
    try {
      return { leaving, after: await test.estate.render() }
    } catch (error) {
      refused = (error as Error).message
      test.estate.write(file, text)
    }
  }
  throw new Error(`none of these apps can be removed: ${refused}`)
}

/** Waits until the ApplicationSets have read the newest commit. One that fails keeps the refresh mark and complains. */
async function looked(test: TestContext, teams: readonly string[]): Promise<void> {
  await test.until('the ApplicationSets to read the commit', async () => {
    const sets = await Promise.all(teams.map((team) => test.kube.get(setOf(team))))
    const waiting = sets.filter(
      (set) =>
        complaintIn(set) === undefined &&
        set?.metadata.annotations?.['argocd.argoproj.io/application-set-refresh'] !== undefined,
    )
    return waiting.length > 0 ? pending() : seen(undefined)
  })
  await test.pause(4)
}

async function run(test: TestContext): Promise<void> {
  const { kube, cluster } = test
  const before = test.estate.files()
  const { leaving, after } = await retire(test)
  const others = test.apps.filter((app) => app !== leaving)
  const stateful = others.find((app) => rendersTo(before, app, 'statefulset'))
  const mates = others.filter((app) => app !== stateful && app.team === leaving.team)
  const staying = mates.find((app) => !rendersTo(before, app, 'scaledobject')) ?? mates[0]
  const gone = [leaving, ...(stateful === undefined ? [] : [stateful])]
  const cast = [...gone, ...(staying === undefined ? [] : [staying])]
  const teams = [...new Set(cast.map(({ team }) => team))]
  const deletes = meantToDelete(before, cluster.name, leaving.team)
  const folderOf = (team: string) => `clusters/${cluster.name}/${team}/namespace`

  await applyStorageClasses(test, before)
  await deployed(test, cast, test.tree(before, cast))
  const made = new Map<StagedApp, readonly Noted[]>()
  // After rendering: a callee of the leaving app loses its policy.
  for (const app of cast) made.set(app, await notedOf(kube, app === staying ? after : before, app.folder))
  const volumes = stateful === undefined ? [] : await claimsOf(test, stateful)
  const shared = (await Promise.all(teams.map((team) => notedOf(kube, before, folderOf(team))))).flat()
  const namespaces = shared.filter(({ kind }) => kind === 'Namespace')
  const why = async () => joined(await Promise.all(teams.map((team) => policyOf(kube, team))))
  const assertKept = async (says: string, objects: readonly Noted[], what = '') => {
    const gone = await lost(kube, objects)
    test.assert(
      says,
      gone.length === 0,
      [
        `${objects.length} objects are what they were`,
        say`${cause('about', { what })}${joined(gone, ', ')}. ${await why()}`,
      ],
      'nothing-deleted',
    )
    return gone.length === 0
  }
  const assertGone = (app: StagedApp) =>
    test.assertSoon(
      `${app.name}'s Application and all that it made are gone`,
      async () => {
        const rest = [
          ...((await test.application(app)) === undefined ? [] : [`Application ${app.application}`]),
          ...(await left(kube, made.get(app) ?? [])),
        ]
        return rest.length > 0
          ? pending(say`still there: ${rest.join(', ')}. ${await why()}`)
          : seen(`${made.get(app)?.length ?? 0} objects and the Application`)
      },
      90,
    )

  const last = without(test.tree(after, cast), ...gone.map(({ folder }) => folder))
  await test.commit(`apps: ${namesOf(gone)} leave${gone.length === 1 ? 's' : ''} ${cluster.name}`, last)
  if (!deletes) {
    for (const app of gone) {
      const stays = await test.assertSoon(
        `${app.name}'s Application stays, and says that its folder is gone`,
        async () => {
          const found = await test.application(app)
          if (found === undefined || isGoing(found)) {
            const state = found === undefined ? 'gone' : 'going'
            const left = cause('deleted', { kind: 'Application', name: app.application, state })
            return pending(say`${left}. ${await why()}`)
          }
          return seenIf(tells(describeApp(found), 'path-missing'), describeApp(found))
        },
        30,
      )
      if (!stays) return
    }
    await looked(test, teams)
    const theirs = gone.flatMap((app) => made.get(app) ?? [])
    if (!(await assertKept('nothing that they made was deleted', theirs))) return
    for (const app of gone) {
      test.manualAction(`argocd app delete ${app.application}`, app)
      await argocdAppDelete(kube, app.application)
    }
  }
  for (const app of gone) await assertGone(app)
  if (stateful !== undefined) await assertKept(`the volumes of ${stateful.name} stay`, volumes)
  await assertKept('the Namespaces stay, with all that their teams share', shared)
  if (staying !== undefined) await assertKept(`${staying.name} was not touched`, made.get(staying) ?? [])

  const rest = [...shared, ...(staying === undefined ? [] : (made.get(staying) ?? []))]
  const accident = async (
    what: 'namespace-file' | 'app-files' | 'team-folder' | 'cluster-folder',
    subject: string,
    files: Files,
    sees: () => Promise<Look<Said>>,
    objects: readonly Noted[] = rest,
  ) => {
    await test.commit(subject, files)
    await test.assertSoon(`Argo CD notices: ${subject}`, sees, 20)
    await looked(test, teams)
    const ok = await assertKept(`${subject}: nothing is deleted`, objects, what)
    if (!ok) return false
    await test.revert(`Revert "${subject}"`)
    const content = async () =>
      none((await Promise.all(teams.map((team) => complaint(kube, team)))).filter((said) => said !== undefined))
    await test.until('the ApplicationSets to be content again', content)
    return true
  }
  const sees = (name: string, so: (application: Live | undefined) => boolean) => async () => {
    const found = await kube.get(applicationRef(name))
    return so(found) ? seen(describeApp(found)) : pending(say`${describeApp(found)}. ${await why()}`)
  }
  const telling = (code: Cause['code']) => (found: Live | undefined) => tells(describeApp(found), code)
  const { team } = leaving
  const withoutNamespace = selected(last, (file) => !/\/namespace\/namespace-[^/]*\.yaml$/.test(file))
  const outOfSync = sees(`${team}-namespace`, (found) => statusOf(found).sync?.status === 'OutOfSync')
  const first = 'the file of a Namespace is deleted'
  if (!(await accident('namespace-file', first, withoutNamespace, outOfSync, namespaces))) return
  const nothing = 'Nothing here.\n'
  if (staying !== undefined) {
    const emptied = new Map([...without(last, staying.folder), [`${staying.folder}/README.md`, nothing]])
    const wiped = sees(staying.application, telling('would-wipe-out'))
    if (!(await accident('app-files', `the files of ${staying.name} are deleted`, emptied, wiped))) return
  }
  const noticed = deletes
    ? async () => {
        const said = await complaint(kube, team)
        return said === undefined ? pending(await why()) : seen(said)
      }
    : sees(`${team}-namespace`, telling('path-missing'))
  const noTeam = without(last, `clusters/${cluster.name}/${team}`)
  if (!(await accident('team-folder', `the folder of ${team} is deleted`, noTeam, noticed))) return
  const noCluster = new Map([['README.md', nothing]])
  if (!(await accident('cluster-folder', `clusters/${cluster.name} is deleted`, noCluster, noticed))) return
  await test.assertSoon('after the revert all is Synced and Healthy, and what was retired stays away', async () => {
    const there = staying === undefined ? [] : [await test.application(staying)]
    const again = (await Promise.all(gone.map((app) => test.application(app)))).filter((found) => found !== undefined)
    const settled = (found: Live | undefined) => isHealthy(found) && (statusOf(found).conditions ?? []).length === 0
    const ok = there.every(settled) && again.length === 0 && (await complaint(kube, team)) === undefined
    const found = joined(
      [...there.map((each) => describeApp(each)), ...again.map(({ metadata }) => `${metadata.name} is back`)],
      ', ',
    )
    return ok ? seen(found) : pending(say`${found}. ${await why()}`)
  })

  test.manualAction(`the ApplicationSet ${team} is deleted`)
  await kube.delete(setOf(team))
  await test.assertSoon(`the ApplicationSet ${team} is gone`, async () =>
    (await kube.get(setOf(team))) === undefined ? seen('gone') : pending('its finalizer is still there'),
  )
  if (staying !== undefined && deletes) await assertGone(staying)
  await test.pause(3)
  if (staying !== undefined && !deletes)
    await assertKept('without its ApplicationSet nothing of the team is deleted', rest)
  await assertKept('the Namespaces and volumes outlive the team', [...namespaces, ...volumes])
}

const common = { needs: needs.delivery, run } as const

export const decommission: Scenario = {
  ...common,
  name: 'decommission',
  description:
    'An app that leaves git stays in the cluster until a person says so; then all of it goes but its volumes and its Namespace. Files lost by accident delete nothing.',
  where: 'last',
  sabotages: [deletesByItself, unprotectedNamespace],
}

export const decommissionAtOnce: Scenario = {
  ...common,
  name: 'decommission-at-once',
  description:
    'In the first environment an app that leaves git leaves the cluster with all but its volumes and its Namespace. Files lost by accident delete nothing.',
  where: 'first',
  sabotages: [emptyIsFine, unprotectedNamespace],
}
