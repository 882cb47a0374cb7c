import { rmSync } from 'node:fs'
import { isHealthy } from '../adopt/adopt-diagnosis.ts'
import { applyStorageClasses } from '../adopt/storage-classes.ts'
import {
  argocdAppDelete,
  claimsOf,
  complaint,
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
  needs,
  applicationRef,
  cause,
  describeApp,
  isGoing,
  joined,
  pending,
  poll,
  say,
  seen,
  seenIf,
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

const list = (words: readonly string[]) => words.join(', ')
const rendersTo = (files: Files, app: StagedApp, kind: string) => files.has(`${app.folder}/${kind}-${app.name}.yaml`)
const without = (files: Files, ...folders: readonly string[]): Files =>
  new Map([...files].filter(([file]) => !folders.some((folder) => file.startsWith(`${folder}/`))))

/** Removes the first app that can go, canaries first. The generator refuses for apps that others call. */
async function retire(test: TestContext): Promise<{ readonly leaving: StagedApp; readonly after: Files }> {
  const files = test.estate.files()
  const kinds = ['rollout', 'deployment', 'statefulset']
  const rank = (app: StagedApp) =>
    kinds.findIndex((kind) => rendersTo(files, app, kind)) + (kinds.some((kind) => rendersTo(files, app, kind)) ? 0 : 9)
  let refused = 'there are none'
  for (const leaving of [...test.apps].sort((one, other) => rank(one) - rank(other))) {
    const file = `apps/${leaving.name}/releases/${test.cluster.name}.json`
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
  await poll(
    async () => {
      const sets = await Promise.all(
        teams.map(async (team) => ({
          set: await test.kube.get(setOf(team)),
          said: await complaint(test.kube, team),
        })),
      )
      const waiting = sets.filter(
        ({ set, said }) =>
          said === undefined && set?.metadata.annotations?.['argocd.argoproj.io/application-set-refresh'] !== undefined,
      )
      return waiting.length > 0 ? pending() : seen(undefined)
    },
    { what: 'the ApplicationSets to read the commit', within: 60, signal: test.signal },
  )
  await test.pause(4)
}

async function run(test: TestContext): Promise<void> {
  const { kube, cluster } = test
  const before = test.estate.files()
  const { leaving, after } = await retire(test)
  const others = test.apps.filter((app) => app !== leaving)
  const stateful = others.find((app) => rendersTo(before, app, 'statefulset'))
  const staying =
    others.find((app) => app !== stateful && app.team === leaving.team && !rendersTo(before, app, 'scaledobject')) ??
    others.find((app) => app !== stateful && app.team === leaving.team)
  const gone = [leaving, ...(stateful === undefined ? [] : [stateful])]
  const cast = [...gone, ...(staying === undefined ? [] : [staying])]
  const teams = [...new Set(cast.map(({ team }) => team))]
  const deletes = meantToDelete(before, cluster.name, leaving.team)
  const folderOf = (team: string) => `clusters/${cluster.name}/${team}/namespace`

  await applyStorageClasses(test, before)
  await test.commit('the tree as it is committed', test.tree(before, cast))
  await test.install(cast)
  for (const app of cast) await test.reach(app, { sync: 'Synced', health: 'Healthy', within: 120 })
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
      gone.length === 0
        ? `${objects.length} objects are what they were`
        : say`${cause('about', { what })}${joined(gone, ', ')}. ${await why()}`,
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
          ? pending(say`still there: ${list(rest)}. ${await why()}`)
          : seen(`${made.get(app)?.length ?? 0} objects and the Application`)
      },
      90,
    )

  // An app goes.
  const last = without(test.tree(after, cast), ...gone.map(({ folder }) => folder))
  await test.commit(
    `apps: ${list(gone.map(({ name }) => name))} leave${gone.length === 1 ? 's' : ''} ${cluster.name}`,
    last,
  )
  if (!deletes) {
    for (const app of gone) {
      const stays = await test.assertSoon(
        `${app.name}'s Application stays, and says that its folder is gone`,
        async () => {
          const found = await test.application(app)
          if (found === undefined || isGoing(found)) {
            const state = found === undefined ? 'gone' : 'going'
            return pending(
              say`${cause('deleted', { kind: 'Application', name: app.application, state })}. ${await why()}`,
            )
          }
          return seenIf(tells(describeApp(found), 'path-missing'), describeApp(found))
        },
        30,
      )
      if (!stays) return
    }
    await looked(test, teams)
    if (
      !(await assertKept(
        'nothing that they made was deleted',
        gone.flatMap((app) => made.get(app) ?? []),
      ))
    )
      return
    for (const app of gone) {
      test.manualAction(`argocd app delete ${app.application}`, app)
      await argocdAppDelete(kube, app.application)
    }
  }
  for (const app of gone) await assertGone(app)
  if (stateful !== undefined) await assertKept(`the volumes of ${stateful.name} stay`, volumes)
  await assertKept('the Namespaces stay, with all that their teams share', shared)
  if (staying !== undefined) await assertKept(`${staying.name} was not touched`, made.get(staying) ?? [])

  // Accidents.
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
      (await Promise.all(teams.map((team) => complaint(kube, team)))).every((said) => said === undefined)
        ? seen(undefined)
        : pending()
    await poll(content, { what: 'the ApplicationSets to be content again', within: 60, signal: test.signal })
    return true
  }
  const application = (name: string) => kube.get(applicationRef(name))
  const sees = (name: string, so: (application: Live | undefined) => boolean) => async () => {
    const found = await application(name)
    return so(found) ? seen(describeApp(found)) : pending(say`${describeApp(found)}. ${await why()}`)
  }
  const telling = (code: Cause['code']) => (found: Live | undefined) => tells(describeApp(found), code)
  const [team] = [leaving.team]
  const namespaceFile = (file: string) => /\/namespace\/namespace-[^/]*\.yaml$/.test(file)
  if (
    !(await accident(
      'namespace-file',
      'the file of a Namespace is deleted',
      new Map([...last].filter(([file]) => !namespaceFile(file))),
      sees(`${team}-namespace`, (found) => statusOf(found).sync?.status === 'OutOfSync'),
      namespaces,
    ))
  )
    return
  if (staying !== undefined) {
    const emptied = new Map([...without(last, staying.folder), [`${staying.folder}/README.md`, 'Nothing here.\n']])
    if (
      !(await accident(
        'app-files',
        `the files of ${staying.name} are deleted`,
        emptied,
        sees(staying.application, telling('would-wipe-out')),
      ))
    )
      return
  }
  const noticed = deletes
    ? async () => {
        const said = await complaint(kube, team)
        return said === undefined ? pending(await why()) : seen(said)
      }
    : sees(`${team}-namespace`, telling('path-missing'))
  if (
    !(await accident(
      'team-folder',
      `the folder of ${team} is deleted`,
      without(last, `clusters/${cluster.name}/${team}`),
      noticed,
    ))
  )
    return
  if (
    !(await accident(
      'cluster-folder',
      `clusters/${cluster.name} is deleted`,
      new Map([['README.md', 'Nothing here.\n']]),
      noticed,
    ))
  )
    return
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

  // A team goes: the root Application prunes its ApplicationSet.
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

export const decommission: Scenario = {
  name: 'decommission',
  needs: needs.delivery,
  description:
    'An app that leaves git stays in the cluster until a person says so; then all of it goes but its volumes and its Namespace. Files lost by accident delete nothing.',
  where: 'last',
  run,
  sabotages: [deletesByItself, unprotectedNamespace],
}

export const decommissionAtOnce: Scenario = {
  name: 'decommission-at-once',
  needs: needs.delivery,
  description:
    'In the first environment an app that leaves git leaves the cluster with all but its volumes and its Namespace. Files lost by accident delete nothing.',
  where: 'first',
  run,
  sabotages: [emptyIsFine, unprotectedNamespace],
}
