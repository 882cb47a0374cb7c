import {
  hpaWithReplicas,
  joined,
  kindNotAllowed,
  kinds,
  namesOfObjects,
  needs,
  objectsIn,
  say,
  selected,
  shortened,
  type Files,
  type Scenario,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { sabotagedFiles } from '../effects/sabotaged-files.ts'
import { diagnose, isHealthy, onlyNamespaceMissing } from './adopt-diagnosis.ts'
import { expectedApplications, watchStillness, type Stillness } from './adopt-stillness.ts'

/** Seconds in which nothing may move. */
const quiet = 30

interface Limits {
  readonly within: number
  /** Seconds without progress: longer than the third pause between sync retries. */
  readonly stalledAfter: number
}

const applicationsOf = (test: TestContext) => test.kube.list(kinds.application, { namespace: 'argocd' })

/** The files that a bootstrap commits, at its own pace. */
const ownTree = (files: Files, cluster: string) =>
  selected(files, (file) => file.startsWith(`clusters/${cluster}/`) || file.startsWith(`argocd/${cluster}/`))

/** With a sabotage one app (best a broken one) with its team's folder and no add-on; else all. */
function inQuestion(test: TestContext, files: Files): Files {
  const changed = [...sabotagedFiles(test, files)]
  const app = test.apps.find(({ folder }) => changed.some((file) => file.startsWith(`${folder}/`))) ?? test.apps[0]
  if (changed.length === 0 || app === undefined) return files
  const namespace = `clusters/${test.cluster.name}/${app.team}/namespace/`
  return selected(
    files,
    (file) =>
      file.startsWith(`${app.folder}/`) || file.startsWith(namespace) || /^argocd\/[^/]+\/(?!application-)/.test(file),
  )
}

interface Unhealthy {
  readonly name: string
  readonly there: boolean
  readonly why: Words
}

async function unhealthyOf(test: TestContext, wanted: readonly string[]): Promise<readonly Unhealthy[]> {
  const there = new Map((await applicationsOf(test)).map((each) => [each.metadata.name, each] as const))
  const bad = wanted.filter((name) => !isHealthy(there.get(name)))
  return await Promise.all(
    bad.map(async (name) => ({
      name,
      there: there.has(name),
      why: await diagnose(test.kube, there.get(name)),
    })),
  )
}

const inWords = (bad: readonly Unhealthy[]) => {
  const each = bad.map(({ name, why }) => say`${name}: ${why}`)
  return shortened(joined(each, ' | '), 4000)
}

async function comeUp(
  test: TestContext,
  wanted: readonly string[],
  stillness: Stillness,
  { within, stalledAfter }: Limits,
): Promise<boolean> {
  const says = `all ${wanted.length} Applications come by themselves and are Synced and Healthy`
  const began = test.recorder.at()
  let [last, since] = ['', began]
  for (;;) {
    const bad = await unhealthyOf(test, wanted)
    const now = test.recorder.at()
    if (bad.length === 0) {
      test.assert(says, true, `${wanted.length} of ${wanted.length} after ${Math.round(now - began)} s`)
      return true
    }
    const seen = bad.map(({ name }) => name).join()
    if (seen !== last) [last, since] = [seen, now]
    if (now - since > stalledAfter || now - began > within) {
      const when = now - since > stalledAfter ? `nothing got better for ${stalledAfter} s` : `not within ${within} s`
      // Missing ones wait for the others.
      const first = [...bad].sort((one, other) => Number(other.there) - Number(one.there))
      const moved = stillness.since(now - stalledAfter).slice(0, 8)
      const meanwhile = moved.length === 0 ? '' : say` | meanwhile: ${joined(moved, ', ')}`
      test.assert(
        says,
        false,
        say`${when}; ${wanted.length - bad.length} of ${wanted.length}; ${inWords(first)}${meanwhile}`,
      )
      return false
    }
    await test.pause(0.5)
  }
}

async function run(test: TestContext, limits: Limits): Promise<void> {
  const cluster = test.cluster.name
  const files = inQuestion(test, ownTree(test.estate.files(), cluster))
  const wanted = expectedApplications(files, cluster)
  const stillness = watchStillness(test.kube, files, test.recorder.at)
  await test.commit('the tree as it is committed', files)
  test.manualAction(`kubectl apply -f argocd/${cluster}/root.yaml`)
  for (const object of objectsIn(files.get(`argocd/${cluster}/root.yaml`) ?? ''))
    await test.kube.apply(object, { manager: 'kubectl' })
  const came = await comeUp(test, wanted, stillness, limits)
  const foreign = namesOfObjects(await applicationsOf(test)).filter((name) => !wanted.includes(name))
  const says = 'there is no Application that the tree does not ask for'
  test.assert(says, foreign.length === 0, foreign.join(', ') || 'none')
  // Add-ons retry until the kinds that they need exist (libs/platform, waves).
  const tried = [...stillness.failedSyncs()].filter(([name]) => !name.startsWith('platform-')).map(([, text]) => text)
  // On a bare cluster an app may come before its team's Namespace, and is retried (docs/field-notes.md R6).
  const early = tried.filter((text) => onlyNamespaceMissing(text))
  if (early.length > 0) test.note(`came before their team's Namespace, and again after it: ${early.join(' | ')}`)
  const failed = tried.filter((text) => !onlyNamespaceMissing(text))
  test.assert(
    'what needs something comes after it: no sync of an add-on or a team failed on the way',
    failed.length === 0,
    failed.join(' | ').slice(0, 3000) ||
      (early.length === 0 ? 'none failed' : `none but ${early.length} before their team's Namespace`),
  )
  if (!came) return
  const since = test.recorder.at()
  test.note(`everything is well; now nothing may move for ${quiet} s`)
  await test.pause(quiet)
  const moved = stillness.since(since)
  test.assert(
    `for ${quiet} s after nothing moves: no sync, no self-heal, no change of any object of the tree`,
    moved.length === 0,
    [
      `${stillness.watched()} objects and ${wanted.length} Applications stood still`,
      shortened(joined(moved, ' | '), 3000),
    ],
  )
  const bad = await unhealthyOf(test, wanted)
  const found = [`${wanted.length} of ${wanted.length}`, inWords(bad)] as const
  test.assert('and all are Synced and Healthy at the end', bad.length === 0, found)
}

/** Each CRD event costs Argo CD a look at the whole schema: this takes minutes, as on a real cluster. */
export const bootstrap: Scenario = {
  name: 'bootstrap',
  needs: [...needs.delivery, 'metrics-server'],
  description:
    'With one kubectl apply of root.yaml a bare cluster comes up by itself, in the order it needs; then nothing moves any more.',
  where: 'first',
  bare: true,
  within: 500,
  run: (test) => run(test, { within: 400, stalledAfter: 120 }),
  sabotages: [],
}

export const adopt: Scenario = {
  name: 'adopt',
  needs: [...needs.delivery, 'metrics-server'],
  description:
    'On a cluster that knows the kinds already, root.yaml brings every app to Synced and Healthy; then nothing moves any more.',
  where: 'last',
  bare: false,
  run: (test) => run(test, { within: 150, stalledAfter: 45 }),
  sabotages: [kindNotAllowed, hpaWithReplicas],
}
