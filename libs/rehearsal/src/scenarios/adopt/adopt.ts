import type { Files } from '@slipway/tree'
import type { Live } from '../../cluster/kube.ts'
import type { Scenario } from '../../stage/scenario.ts'
import { objectsIn, type Stage } from '../../stage/stage.ts'
import { ailments, onlyNamespaceMissing, well } from './adopt-ailments.ts'
import { expectedApplications, watchStillness, type Stillness } from './adopt-stillness.ts'
import { hpaWithReplicas, kindNotAllowed } from '../shared/breaks.ts'
import { touched } from '../effects/touched.ts'

/** Seconds in which nothing may move once everything is well. */
const quiet = 30

interface Limits {
  /** Seconds until all is well. */
  readonly within: number
  /** Seconds in which one more has to get well, or fall ill: longer than the third pause between two tries of a sync. */
  readonly patience: number
}

const applicationsOf = (stage: Stage) =>
  stage.kube.list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' }, { namespace: 'argocd' })

/** What a bootstrap commits: this cluster's tree, and what Argo CD is told of it. Nothing is faster than it is. */
const ownTree = (files: Files, cluster: string): Files =>
  new Map(
    [...files].filter(([file]) => file.startsWith(`clusters/${cluster}/`) || file.startsWith(`argocd/${cluster}/`)),
  )

/** With something broken on purpose one app, best one that is broken, its team's own folder, and no add-on. Else all. */
function inQuestion(stage: Stage, files: Files): Files {
  const changed = [...touched(stage, files)]
  const app = stage.apps.find(({ folder }) => changed.some((file) => file.startsWith(`${folder}/`))) ?? stage.apps[0]
  if (changed.length === 0 || app === undefined) return files
  const namespace = `clusters/${stage.cluster.name}/${app.team}/namespace/`
  return new Map(
    [...files].filter(
      ([file]) =>
        file.startsWith(`${app.folder}/`) ||
        file.startsWith(namespace) ||
        /^argocd\/[^/]+\/(?!application-)/.test(file),
    ),
  )
}

interface Unwell {
  readonly name: string
  readonly why: string
}

/** Those of the wanted Applications that are not there or not well, each with why. */
async function unwell(stage: Stage, wanted: readonly string[]): Promise<readonly Unwell[]> {
  const there = new Map(
    (await applicationsOf(stage)).map((application): [string, Live] => [application.metadata.name, application]),
  )
  const bad = wanted.filter((name) => !well(there.get(name)))
  return await Promise.all(bad.map(async (name) => ({ name, why: await ailments(stage.kube, there.get(name)) })))
}

const inText = (bad: readonly Unwell[]) =>
  bad
    .map(({ name, why }) => `${name}: ${why}`)
    .join(' | ')
    .slice(0, 4000)

/** Waits until all are well, or nothing gets better any more. @returns whether they are */
async function comeUp(
  stage: Stage,
  wanted: readonly string[],
  stillness: Stillness,
  { within, patience }: Limits,
): Promise<boolean> {
  const says = `all ${wanted.length} Applications come by themselves and are Synced and Healthy`
  const began = stage.recorder.at()
  let [last, since] = ['', began]
  for (;;) {
    const bad = await unwell(stage, wanted)
    const now = stage.recorder.at()
    if (bad.length === 0) {
      stage.claim(says, true, `${wanted.length} of ${wanted.length} after ${Math.round(now - began)} s`)
      return true
    }
    const seen = bad.map(({ name }) => name).join()
    if (seen !== last) [last, since] = [seen, now]
    if (now - since > patience || now - began > within) {
      const when = now - since > patience ? `nothing got better for ${patience} s` : `not within ${within} s`
      // Those that are not there yet wait for the others.
      const first = [...bad].sort(
        (one, other) => Number(one.why === 'no Application') - Number(other.why === 'no Application'),
      )
      const moved = stillness.since(now - patience).slice(0, 8)
      const meanwhile = moved.length === 0 ? '' : ` | meanwhile: ${moved.join(', ')}`
      stage.claim(
        says,
        false,
        `${when}; ${wanted.length - bad.length} of ${wanted.length}; ${inText(first)}${meanwhile}`,
      )
      return false
    }
    await stage.pause(0.5)
  }
}

async function play(stage: Stage, limits: Limits): Promise<void> {
  const cluster = stage.cluster.name
  const files = inQuestion(stage, ownTree(stage.estate.files(), cluster))
  const wanted = expectedApplications(files, cluster)
  const stillness = watchStillness(stage.kube, files, () => stage.recorder.at())
  try {
    await stage.commit('the tree as it is committed', files)
    stage.hand(`kubectl apply -f argocd/${cluster}/root.yaml`)
    for (const object of objectsIn(files.get(`argocd/${cluster}/root.yaml`) ?? ''))
      await stage.kube.apply(object, { manager: 'kubectl' })
    const came = await comeUp(stage, wanted, stillness, limits)
    const foreign = (await applicationsOf(stage))
      .map(({ metadata }) => metadata.name)
      .filter((name) => !wanted.includes(name))
    stage.claim(
      'there is no Application that the tree does not ask for',
      foreign.length === 0,
      foreign.join(', ') || 'none',
    )
    // The platform's own come before the kinds that they need, and try again (libs/platform addon.ts, waves): add-ons wait for some of them.
    const tried = [...stillness.failedSyncs()].filter(([name]) => !name.startsWith('platform-')).map(([, text]) => text)
    // An ApplicationSet makes the Application of a team's Namespace and those of its apps at once: on a bare cluster an app may be first, and is
    // tried again (docs/field-notes.md R6).
    const early = tried.filter((text) => onlyNamespaceMissing(text))
    if (early.length > 0) stage.note(`came before their team's Namespace, and again after it: ${early.join(' | ')}`)
    const failed = tried.filter((text) => !onlyNamespaceMissing(text))
    stage.claim(
      'what needs something comes after it: no sync of an add-on or a team failed on the way',
      failed.length === 0,
      failed.join(' | ').slice(0, 3000) ||
        (early.length === 0 ? 'none failed' : `none but ${early.length} before their team's Namespace`),
    )
    if (!came) return
    const since = stage.recorder.at()
    stage.note(`everything is well; now nothing may move for ${quiet} s`)
    await stage.pause(quiet)
    const moved = stillness.since(since)
    stage.claim(
      `for ${quiet} s after nothing moves: no sync, no self-heal, no change of any object of the tree`,
      moved.length === 0,
      moved.join(' | ').slice(0, 3000) ||
        `${stillness.watched()} objects and ${wanted.length} Applications stood still`,
    )
    const bad = await unwell(stage, wanted)
    stage.claim(
      'and all are Synced and Healthy at the end',
      bad.length === 0,
      inText(bad) || `${wanted.length} of ${wanted.length}`,
    )
  } finally {
    stillness.stop()
  }
}

/** A bare cluster. Each event of a CRD costs Argo CD a look at the server's whole schema, so this takes minutes, as it does on a real one. */
export const bootstrap: Scenario = {
  name: 'bootstrap',
  proves:
    'With one kubectl apply of root.yaml a bare cluster comes up by itself, in the order it needs; then nothing moves any more.',
  where: 'first',
  bare: true,
  within: 500,
  play: (stage) => play(stage, { within: 400, patience: 120 }),
  breaks: [],
}

export const adopt: Scenario = {
  name: 'adopt',
  proves:
    'On a cluster that knows the kinds already, root.yaml brings every app to Synced and Healthy; then nothing moves any more.',
  where: 'last',
  bare: false,
  play: (stage) => play(stage, { within: 150, patience: 45 }),
  breaks: [kindNotAllowed, hpaWithReplicas],
}
