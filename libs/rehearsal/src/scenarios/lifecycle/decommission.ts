import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Files } from '@slipway/tree'
import { inWords } from '../../stage/application.ts'
import type { Sabotage, Scenario } from '../../stage/scenario.ts'
import type { TestContext, StagedApp } from '../../stage/test-context.ts'
import { poll } from '../../pace/poll.ts'
import { editing } from '../shared/sabotages.ts'
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
import { applyStorageClasses } from '../adopt/storage-classes.ts'

const list = (words: readonly string[]) => words.join(', ')
const rendersTo = (files: Files, app: StagedApp, kind: string) => files.has(`${app.folder}/${kind}-${app.name}.yaml`)
const without = (files: Files, ...folders: readonly string[]): Files =>
  new Map([...files].filter(([file]) => !folders.some((folder) => file.startsWith(`${folder}/`))))

/**
 * Deletes the release file of the first app that can go, canaries first, and renders, as a person does. An app that others call cannot: the
 * generator names them.
 */
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

/**
 * The ApplicationSets have looked at the newest commit, and a little time went by in which what they decided would show. One that fails keeps
 * the mark that asked it to look, and says so.
 */
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
      return waiting.length > 0 ? undefined : true
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
  // What stays is what the generator still renders: a callee of what left loses the policy that let it in.
  for (const app of cast) made.set(app, await notedOf(kube, app === staying ? after : before, app.folder))
  const volumes = stateful === undefined ? [] : await claimsOf(test, stateful)
  const shared = (await Promise.all(teams.map((team) => notedOf(kube, before, folderOf(team))))).flat()
  const namespaces = shared.filter(({ kind }) => kind === 'Namespace')
  const why = async () => (await Promise.all(teams.map((team) => policyOf(kube, team)))).join('; ')
  const claimKept = async (says: string, objects: readonly Noted[]) => {
    const words = await lost(kube, objects)
    test.assert(
      says,
      words.length === 0,
      words.length === 0 ? `${objects.length} objects are what they were` : `${list(words)}. ${await why()}`,
    )
    return words.length === 0
  }
  const claimGone = (app: StagedApp) =>
    test.assertSoon(
      `${app.name}'s Application and all that it made are gone`,
      async () => {
        const rest = [
          ...((await test.application(app)) === undefined ? [] : [`Application ${app.application}`]),
          ...(await left(kube, made.get(app) ?? [])),
        ]
        return rest.length > 0
          ? `not yet: still there: ${list(rest)}. ${await why()}`
          : `${made.get(app)?.length ?? 0} objects and the Application`
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
          if (found === undefined || found.metadata.deletionTimestamp !== undefined)
            return `not yet: the Application is ${found === undefined ? '' : 'being '}deleted. ${await why()}`
          const words = inWords(found, undefined)
          return words.includes('path does not exist') ? words : `not yet: ${words}`
        },
        30,
      )
      if (!stays) return
    }
    await looked(test, teams)
    if (
      !(await claimKept(
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
  for (const app of gone) await claimGone(app)
  if (stateful !== undefined) await claimKept(`the volumes of ${stateful.name} stay`, volumes)
  await claimKept('the Namespaces stay, with all that their teams share', shared)
  if (staying !== undefined) await claimKept(`${staying.name} was not touched`, made.get(staying) ?? [])

  // What nobody meant.
  const rest = [...shared, ...(staying === undefined ? [] : (made.get(staying) ?? []))]
  const accident = async (
    subject: string,
    files: Files,
    sees: () => Promise<string>,
    objects: readonly Noted[] = rest,
  ) => {
    await test.commit(subject, files)
    await test.assertSoon(`Argo CD notices: ${subject}`, sees, 20)
    await looked(test, teams)
    const ok = await claimKept(`${subject}: nothing is deleted`, objects)
    if (!ok) return false
    await test.revert(`Revert "${subject}"`)
    const content = async () =>
      (await Promise.all(teams.map((team) => complaint(kube, team)))).every((said) => said === undefined)
        ? true
        : undefined
    await poll(content, { what: 'the ApplicationSets to be content again', within: 60, signal: test.signal })
    return true
  }
  const application = (name: string) =>
    kube.get({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name })
  const saying = (name: string, pattern: RegExp) => async () => {
    const found = await application(name)
    const words = inWords(found, undefined)
    return pattern.test(words) ? words : `not yet: ${words}. ${await why()}`
  }
  const [team] = [leaving.team]
  const namespaceFile = (file: string) => /\/namespace\/namespace-[^/]*\.yaml$/.test(file)
  if (
    !(await accident(
      'the file of a Namespace is deleted',
      new Map([...last].filter(([file]) => !namespaceFile(file))),
      saying(`${team}-namespace`, /OutOfSync/),
      namespaces,
    ))
  )
    return
  if (staying !== undefined) {
    const emptied = new Map([...without(last, staying.folder), [`${staying.folder}/README.md`, 'Nothing here.\n']])
    if (!(await accident(`the files of ${staying.name} are deleted`, emptied, saying(staying.application, /wipe out/))))
      return
  }
  const noticed = deletes
    ? async () => (await complaint(kube, team)) ?? `not yet: ${await why()}`
    : saying(`${team}-namespace`, /path does not exist/)
  if (!(await accident(`the folder of ${team} is deleted`, without(last, `clusters/${cluster.name}/${team}`), noticed)))
    return
  if (!(await accident(`clusters/${cluster.name} is deleted`, new Map([['README.md', 'Nothing here.\n']]), noticed)))
    return
  await test.assertSoon('after the revert all is Synced and Healthy, and what was retired stays away', async () => {
    const there = staying === undefined ? [] : [inWords(await test.application(staying), undefined)]
    const again = (await Promise.all(gone.map((app) => test.application(app)))).filter((found) => found !== undefined)
    const ok =
      there.every((words) => /^Synced, Healthy$/.test(words)) &&
      again.length === 0 &&
      (await complaint(kube, team)) === undefined
    return ok
      ? list(there)
      : `not yet: ${list([...there, ...again.map(({ metadata }) => `${metadata.name} is back`)])}. ${await why()}`
  })

  // A team goes: the root Application prunes its ApplicationSet.
  test.manualAction(`the ApplicationSet ${team} is deleted`)
  await kube.delete(setOf(team))
  await test.assertSoon(`the ApplicationSet ${team} is gone`, async () =>
    (await kube.get(setOf(team))) === undefined ? 'gone' : 'not yet: its finalizer is still there',
  )
  if (staying !== undefined && deletes) await claimGone(staying)
  await test.pause(3)
  if (staying !== undefined && !deletes)
    await claimKept('without its ApplicationSet nothing of the team is deleted', rest)
  await claimKept('the Namespaces and volumes outlive the team', [...namespaces, ...volumes])
}

const unprotected = editing(/\/namespace\/namespace-[^/]+\.yaml$/, (text) =>
  text.replace(/^ {2}annotations:\n {4}argocd\.argoproj\.io\/sync-options: .*\n/m, ''),
)

/** A team's Namespace can be pruned and deleted like anything else. Some commits of the scenario have lost its file already. */
const unprotectedNamespace: Sabotage = {
  name: 'namespace-unprotected',
  change: (files) =>
    [...files.keys()].some((file) => /^clusters\/.*\/namespace\/namespace-/.test(file)) ? unprotected(files) : files,
  says: /Namespace \S+ is (gone|being deleted)/,
}

/** The folders are looked for, as if an emptied tree were a tree without apps. */
const emptyIsFine: Sabotage = {
  name: 'empty-is-fine',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) => text.replaceAll(/^ {4}- merge:\n(?: {6}.*\n)+/gm, '')),
  says: /folder of \S+ is deleted: nothing is deleted.*(gone|being deleted).*applicationsSync sync.*no complaint/,
}

const deletesByItself: Sabotage = {
  name: 'deletes-by-itself',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) =>
    text
      .replace(/applicationsSync: create-update\n/, 'applicationsSync: sync\n')
      .replace('preserveResourcesOnDeletion: true', 'preserveResourcesOnDeletion: false'),
  ),
  says: /deleted\. .*applicationsSync sync, preserveResourcesOnDeletion false/,
}

export const decommission: Scenario = {
  name: 'decommission',
  description:
    'An app that leaves git stays in the cluster until a person says so; then all of it goes but its volumes and its Namespace. Files lost by accident delete nothing.',
  where: 'last',
  run,
  sabotages: [deletesByItself, unprotectedNamespace],
}

export const decommissionAtOnce: Scenario = {
  name: 'decommission-at-once',
  description:
    'In the first environment an app that leaves git leaves the cluster with all but its volumes and its Namespace. Files lost by accident delete nothing.',
  where: 'first',
  run,
  sabotages: [emptyIsFine, unprotectedNamespace],
}
