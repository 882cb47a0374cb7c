import { delivery } from '../../stage/needs.ts'
import type { Files } from '@slipway/tree'
import type { Live } from '../../cluster/kube.ts'
import { kinds } from '../../cluster/live.ts'
import { objectsIn } from '../../cluster/objects-in.ts'
import { joined, say, shortened, type Words } from '../../recording/words.ts'
import type { Scenario } from '../../stage/scenario.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { sabotagedFiles } from '../effects/sabotaged-files.ts'
import { hpaWithReplicas, kindNotAllowed } from '../shared/sabotages.ts'
import { diagnose, isHealthy, onlyNamespaceMissing } from './adopt-diagnosis.ts'
import { expectedApplications, watchStillness, type Stillness } from './adopt-stillness.ts'

/** Seconds in which nothing may move once everything is well. */
const quiet = 30

interface Limits {
  /** Seconds until all is well. */
  readonly within: number
  /** Seconds in which one more has to get well, or fall ill: longer than the third pause between two tries of a sync. */
  readonly stalledAfter: number
}

const applicationsOf = (test: TestContext) => test.kube.list(kinds.application, { namespace: 'argocd' })

/** What a bootstrap commits: this cluster's tree, and what Argo CD is told of it. Nothing is faster than it is. */
const ownTree = (files: Files, cluster: string): Files =>
  new Map(
    [...files].filter(([file]) => file.startsWith(`clusters/${cluster}/`) || file.startsWith(`argocd/${cluster}/`)),
  )

/** With something broken on purpose one app, best one that is broken, its team's own folder, and no add-on. Else all. */
function inQuestion(test: TestContext, files: Files): Files {
  const changed = [...sabotagedFiles(test, files)]
  const app = test.apps.find(({ folder }) => changed.some((file) => file.startsWith(`${folder}/`))) ?? test.apps[0]
  if (changed.length === 0 || app === undefined) return files
  const namespace = `clusters/${test.cluster.name}/${app.team}/namespace/`
  return new Map(
    [...files].filter(
      ([file]) =>
        file.startsWith(`${app.folder}/`) ||
        file.startsWith(namespace) ||
        /^argocd\/[^/]+\/(?!application-)/.test(file),
    ),
  )
}

interface Unhealthy {
  readonly name: string
  readonly there: boolean
  readonly why: Words
}

/** Those of the wanted Applications that are not there or not well, each with why. */
async function unhealthyOf(test: TestContext, wanted: readonly string[]): Promise<readonly Unhealthy[]> {
  const there = new Map(
    (await applicationsOf(test)).map((application): [string, Live] => [application.metadata.name, application]),
  )
  const bad = wanted.filter((name) => !isHealthy(there.get(name)))
  return await Promise.all(
    bad.map(async (name) => ({
      name,
      there: there.has(name),
      why: await diagnose(test.kube, there.get(name)),
    })),
  )
}

const inWords = (bad: readonly Unhealthy[]) =>
  shortened(
    joined(
      bad.map(({ name, why }) => say`${name}: ${why}`),
      ' | ',
    ),
    4000,
  )

/** Waits until all are well, or nothing gets better any more. @returns whether they are */
async function comeUp(
  test: TestContext,
  wanted: readonly string[],
  stillness: Stillness,
  { within, stalledAfter: stalledAfter }: Limits,
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
      // Those that are not there yet wait for the others.
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
  const stillness = watchStillness(test.kube, files, () => test.recorder.at())
  try {
    await test.commit('the tree as it is committed', files)
    test.manualAction(`kubectl apply -f argocd/${cluster}/root.yaml`)
    for (const object of objectsIn(files.get(`argocd/${cluster}/root.yaml`) ?? ''))
      await test.kube.apply(object, { manager: 'kubectl' })
    const came = await comeUp(test, wanted, stillness, limits)
    const foreign = (await applicationsOf(test))
      .map(({ metadata }) => metadata.name)
      .filter((name) => !wanted.includes(name))
    test.assert(
      'there is no Application that the tree does not ask for',
      foreign.length === 0,
      foreign.join(', ') || 'none',
    )
    // The platform's own come before the kinds that they need, and try again (libs/platform addon.ts, waves): add-ons wait for some of them.
    const tried = [...stillness.failedSyncs()].filter(([name]) => !name.startsWith('platform-')).map(([, text]) => text)
    // An ApplicationSet makes the Application of a team's Namespace and those of its apps at once: on a bare cluster an app may be first, and is
    // tried again (docs/field-notes.md R6).
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
      moved.length > 0
        ? shortened(joined(moved, ' | '), 3000)
        : `${stillness.watched()} objects and ${wanted.length} Applications stood still`,
    )
    const bad = await unhealthyOf(test, wanted)
    test.assert(
      'and all are Synced and Healthy at the end',
      bad.length === 0,
      bad.length > 0 ? inWords(bad) : `${wanted.length} of ${wanted.length}`,
    )
  } finally {
    stillness.stop()
  }
}

/** A bare cluster. Each event of a CRD costs Argo CD a look at the server's whole schema, so this takes minutes, as it does on a real one. */
export const bootstrap: Scenario = {
  name: 'bootstrap',
  needs: [...delivery, 'metrics-server'],
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
  needs: [...delivery, 'metrics-server'],
  description:
    'On a cluster that knows the kinds already, root.yaml brings every app to Synced and Healthy; then nothing moves any more.',
  where: 'last',
  bare: false,
  run: (test) => run(test, { within: 150, stalledAfter: 45 }),
  sabotages: [kindNotAllowed, hpaWithReplicas],
}
