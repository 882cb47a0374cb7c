import type { Files } from '@slipway/tree'
import { inWords, statusOf } from '../../stage/application.ts'
import { atOnce } from '../../pace/at-once.ts'
import type { Live } from '../../cluster/kube.ts'
import type { Break, Scenario } from '../../stage/scenario.ts'
import { objectsIn, type Stage, type StagedApp } from '../../stage/stage.ts'
import { not, until } from '../../pace/until.ts'
import { editing } from '../shared/breaks.ts'
import { bump } from '../canary/canary.ts'
import { crowd } from './crowd.ts'

const wanted = 300
const teamSize = 30
/** Seconds. Each app costs about 1.6 s of processor time, two thirds of it kubectl's validation within Argo CD (docs/field-notes.md). */
const allSyncedWithin = 700

/** Argo CD's Applications as they are now, by name; watched, because asking for hundreds again and again would slow down what is measured. */
function watchApplications(stage: Stage): ReadonlyMap<string, Live> {
  const known = new Map<string, Live>()
  stage.kube.watch(
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
    ({ type, object }) => {
      if (type === 'DELETED') known.delete(object.metadata.name)
      else known.set(object.metadata.name, object)
    },
    { namespace: 'argocd' },
  )
  return known
}

/** The app with pods that has the fewest objects: what is measured is Argo CD, not how many objects two cores can carry. */
function lightest(files: Files, apps: readonly StagedApp[]): StagedApp | undefined {
  const size = ({ folder }: StagedApp) => [...files.keys()].filter((file) => file.startsWith(`${folder}/`)).length
  const lasting = apps.filter(({ folder, name }) =>
    ['deployment', 'rollout'].some((kind) => files.has(`${folder}/${kind}-${name}.yaml`)),
  )
  return (lasting.length === 0 ? [...apps] : lasting).sort((one, other) => size(one) - size(other))[0]
}

/** What ApplicationSets complain of. */
async function complaints(stage: Stage): Promise<readonly string[]> {
  const sets = await stage.kube.list(
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet' },
    { namespace: 'argocd' },
  )
  return sets.flatMap(({ metadata, status }) =>
    (
      (status as { conditions?: readonly { type: string; status: string; message: string }[] } | undefined)
        ?.conditions ?? []
    )
      .filter(({ type, status: is }) => type === 'ErrorOccurred' && is === 'True')
      .map(({ message }) => `ApplicationSet ${metadata.name}: ${message}`),
  )
}

/** Claims that all become Synced. @returns whether they did */
async function allSynced(
  stage: Stage,
  applications: ReadonlyMap<string, Live>,
  apps: readonly StagedApp[],
  began: number,
): Promise<boolean> {
  const passed = () => Math.round(stage.recorder.at() - began)
  const firsts = new Map<string, number>()
  const counted = (what: string, count: number) => {
    if (count === apps.length && !firsts.has(what)) {
      firsts.set(what, passed())
      stage.note(`${count} ${what}, ${passed()} s after the teams' ApplicationSets were there`)
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
  return stage.claimSoon(
    `${apps.length} apps become Synced on one Argo CD`,
    async () => {
      const { synced, healthy, there } = count()
      if (synced === apps.length) return `${synced} apps Synced in ${passed()} s, ${healthy} of them Healthy by then`
      const one = apps.find(({ application }) => statusOf(applications.get(application)).sync?.status !== 'Synced')
      const said = there === apps.length || passed() < 20 ? [] : await complaints(stage)
      return `not yet: ${synced} Synced of ${there} there; ${[
        ...said,
        ...(one === undefined ? [] : [`${one.application}: ${inWords(applications.get(one.application), undefined)}`]),
      ].join('; ')}`
    },
    allSyncedWithin,
  )
}

/** Waits until Argo CD has looked at each app since its own sync ended: that look is part of the sync, and has nothing to do with a later commit. */
async function settled(stage: Stage, applications: ReadonlyMap<string, Live>): Promise<void> {
  await until(
    () => {
      const late = [...applications.values()].filter((application) => {
        const { operationState, reconciledAt = '' } = statusOf(application)
        return operationState?.phase !== 'Succeeded' || reconciledAt <= (operationState.finishedAt ?? '')
      })
      return Promise.resolve(
        late.length === 0 ? true : not(`${late.length} not yet, such as ${late[0]?.metadata.name ?? ''}`),
      )
    },
    { what: 'Argo CD to look at each app once more after its sync', within: 200, every: 1000, signal: stage.signal },
  )
}

/** What of an Application changes when Argo CD does something for it. */
const touched = (application: Live | undefined) => {
  const { history, operationState, reconciledAt } = statusOf(application)
  return { syncs: JSON.stringify([history, operationState?.startedAt]), asked: reconciledAt ?? '' }
}

async function oneBump(
  stage: Stage,
  applications: ReadonlyMap<string, Live>,
  app: StagedApp,
  files: Files,
): Promise<void> {
  await settled(stage, applications)
  const before = new Map([...applications].map(([name, application]) => [name, touched(application)]))
  await stage.commit(`release: ${app.name} to a new version in ${stage.cluster.name}`, files)
  const { sha = '', at = 0 } = stage.recorder.commits.at(-1) ?? {}
  await stage.claimSoon(
    `one release among ${applications.size} apps reaches its own`,
    async () => {
      const application = applications.get(app.application)
      const { sync, operationState } = statusOf(application)
      const here =
        sync?.status === 'Synced' &&
        operationState?.phase === 'Succeeded' &&
        operationState.syncResult?.revision === sha
      return here
        ? `${app.name} Synced with ${sha.slice(0, 8)} in ${(stage.recorder.at() - at).toFixed(1)} s`
        : `not yet: ${inWords(application, undefined)}`
    },
    90,
  )
  // What the commit set off elsewhere is under way by now; its end is nothing that could be waited for.
  await stage.pause(5)
  const others = [...before].filter(([name]) => name !== app.application)
  const changed = (of: (application: Live | undefined) => string, was: (name: string) => string) =>
    others.map(([name]) => name).filter((name) => of(applications.get(name)) !== was(name))
  const synced = changed(
    (application) => touched(application).syncs,
    (name) => before.get(name)?.syncs ?? '',
  )
  stage.claim(
    'no other app was synced',
    synced.length === 0,
    synced.length === 0
      ? `${others.length} others: no new sync, no new revision in their history`
      : `synced, too: ${synced.length}, such as ${synced[0] ?? ''}`,
  )
  // Argo CD looks at git in its own time, too: whoever was due anyway says nothing of the commit.
  const dueAnyway = (name: string) => {
    const [was, is] = [before.get(name)?.asked, touched(applications.get(name)).asked].map((time) =>
      Date.parse(time ?? ''),
    )
    return is !== undefined && was !== undefined && is - was >= (stage.resync - 2) * 1000
  }
  const anew = changed(
    (application) => touched(application).asked,
    (name) => before.get(name)?.asked ?? '',
  )
  const asked = anew.filter((name) => !dueAnyway(name))
  stage.claim(
    'no other app was compared with git anew',
    asked.length === 0,
    asked.length === 0
      ? `${others.length - anew.length} others: compared when they were before; ${anew.length} whose ${stage.resync} s were over`
      : `${asked.length} of ${others.length} others were, such as ${asked[0] ?? ''} (at ${before.get(asked[0] ?? '')?.asked ?? ''}, and again at ${
          statusOf(applications.get(asked[0] ?? '')).reconciledAt ?? ''
        }): ${whyAsked(applications.get(asked[0] ?? ''))}`,
  )
}

/** Why a commit that is not an app's own makes Argo CD render it. */
function whyAsked(application: Live | undefined): string {
  const paths = application?.metadata.annotations?.['argocd.argoproj.io/manifest-generate-paths']
  return paths === undefined
    ? 'its ApplicationSet gives it no annotation "argocd.argoproj.io/manifest-generate-paths", so every commit counts'
    : `its annotation "argocd.argoproj.io/manifest-generate-paths" is "${paths}"`
}

const noPaths: Break = {
  name: 'no-generate-paths',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) =>
    text.replace(/^ +argocd\.argoproj\.io\/manifest-generate-paths: .*\n/m, ''),
  ),
  says: /compared with git anew.*manifest-generate-paths/,
}

export const scale: Scenario = {
  name: 'scale',
  onlyNamed: true,
  within: 900,
  proves: `${wanted} apps on one Argo CD become Synced, and a release of one of them stays a matter of that one.`,
  where: 'first',
  crowd: true,
  play: async (stage) => {
    const { cluster, estate } = stage
    const app = lightest(estate.files(), stage.apps)
    if (app === undefined) throw new Error(`no app in ${cluster.name}`)
    const apps = [app]
    const own = stage.tree(estate.files(), apps)
    const copies = crowd(own, stage.broken(estate.files()), {
      cluster: cluster.name,
      apps,
      count: wanted - apps.length,
      team: teamSize,
    })
    bump(stage, app)
    const next = stage.tree(await estate.render(), apps)
    const applications = watchApplications(stage)
    await stage.commit(`${wanted} apps`, new Map([...own, ...copies.tree]))
    const all = [...apps, ...copies.apps]
    const began = stage.recorder.at()
    stage.note(
      `${all.length} apps of ${new Set(all.map(({ team }) => team)).size} teams, ${own.size + copies.tree.size} files`,
    )
    const control = [...copies.argocd.values()].flatMap(objectsIn)
    // In the root Application's order: an ApplicationSet without its project tries again after three minutes.
    for (const kind of ['AppProject', 'ApplicationSet']) {
      await atOnce(
        10,
        control.filter((object) => object.kind === kind),
        (object) => stage.kube.apply(object, { manager: 'argocd-controller' }),
      )
    }
    await stage.install(apps)
    if (!(await allSynced(stage, applications, all, began))) return
    await oneBump(stage, applications, app, new Map([...next, ...copies.tree]))
  },
  breaks: [noPaths],
}
