import {
  cause,
  deployed,
  digestOf,
  finishes,
  goodTraffic,
  imagesOf,
  kinds,
  needs,
  pending,
  release,
  runs,
  say,
  seen,
  sharesSince,
  statusOf,
  type Live,
  type Said,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { noRollbackWindow } from './canary-sabotages.ts'
import { analysisRuns } from './canary-verdict.ts'

/** Seconds in which the bad version must not return. */
const watched = 20

function whySteps(rollout: Live | undefined): Said {
  const revisions = rollout?.spec?.rollbackWindow?.revisions
  return revisions === undefined
    ? cause('no-rollback-window')
    : `the Rollout's rollbackWindow is ${revisions} revisions`
}

async function arrives(test: TestContext, app: StagedApp, digest: string, says: string): Promise<number | undefined> {
  const from = test.recorder.commits.at(-1)?.at ?? 0
  const there = await test.assertSoon(says, finishes(test, app, digest), 90)
  return there ? test.recorder.at() - from : undefined
}

/** Seconds. */
const still = 3

/** A Rollout that is back becomes Progressing once more while old pods end. */
async function comesToRest(test: TestContext, app: StagedApp): Promise<void> {
  await test.until(`${app.name} to be Synced and Healthy for ${still} s without any change`, () => {
    const { at = 0, sync, health } = test.track(app)?.samples.at(-1) ?? {}
    const rests = sync === 'Synced' && health === 'Healthy' && test.recorder.at() - at >= still
    return rests ? seen(true) : pending(`${sync ?? 'nothing'}, ${health ?? 'nothing'} since ${at} s`)
  })
}

async function stays(test: TestContext, app: StagedApp, digest: string, sha: string): Promise<readonly string[]> {
  const amiss = new Set<string>()
  const stops = [
    test.kube.watch(
      kinds.rollout,
      ({ object }) => {
        if (object.metadata.name !== app.name) return
        if (!runs(object, digest)) amiss.add(`the Rollout was told to run ${imagesOf(object).join(', ')}`)
      },
      { namespace: app.team },
    ),
    test.kube.watch(
      kinds.application,
      ({ object }) => {
        if (object.metadata.name !== app.application) return
        const { sync, health, operationState } = statusOf(object)
        const said = `${sync?.status ?? 'nothing'}, ${health?.status ?? 'nothing'}`
        if (said !== 'Synced, Healthy') amiss.add(`Argo CD said ${said}`)
        const revision = operationState?.syncResult?.revision
        if (revision !== undefined && revision !== sha) amiss.add(`Argo CD synced ${revision.slice(0, 8)}`)
      },
      { namespace: 'argocd' },
    ),
  ]
  try {
    await test.pause(watched)
  } finally {
    for (const stop of stops) stop()
  }
  return [...amiss]
}

export const rollback: Scenario = {
  name: 'rollback',
  needs: needs.analysed,
  description:
    "One verb and one commit take a promoted version back at once, without the canary's steps, and automatic sync leaves it there.",
  where: 'last',
  run: async (test) => {
    const [app] = test.canaries()
    await deployed(test, [app])
    goodTraffic(test, app)
    const old = digestOf(test, app)
    await test.estate.remember('as it is')
    const { digest: bad } = await release(test, app)
    const forward = await arrives(test, app, bad, 'the new version is promoted, step by step')
    if (forward === undefined) return
    await test.estate.remember(`release: ${app.name} to a new version`)
    const analyses = async () => (await analysisRuns(test, app)).length
    const before = await analyses()

    test.note('somebody finds out that it is bad', app)
    const verb = await test.estate.release(['rollback', app.name, test.cluster.name, '--reason', 'a rehearsal'])
    test.assert(
      'the rollback verb brings image and files back',
      verb.code === 0 && digestOf(test, app) === old,
      verb.said,
    )
    if (verb.code !== 0) return
    await test.commit(`release(${app.name}): roll ${test.cluster.name} back`, test.tree(test.estate.files(), [app]))
    const since = test.recorder.commits.at(-1)?.at ?? 0
    const back = await arrives(test, app, old, 'the version before is back, the app Synced and Healthy')
    if (back === undefined) return
    const shares = sharesSince(test, app, since).filter((share) => share < 100)
    const analysed = (await analyses()) - before
    const took = `${back.toFixed(1)} s back, ${forward.toFixed(1)} s forward`
    test.assert(
      'the way back took no step: no share between none and all, no analysis',
      shares.length + analysed === 0,
      [
        took,
        say`${whySteps(await test.rollout(app))}; shares seen: ${shares.join(', ') || 'none'} %, ${analysed} analysis runs, ${took}`,
      ],
    )
    test.assert('going back took less time than coming', back < forward, took)

    await comesToRest(test, app)
    const amiss = await stays(test, app, old, test.recorder.commits.at(-1)?.sha ?? '')
    test.assert(
      `automatic sync does not bring the bad version back: nothing changes for ${watched} s`,
      amiss.length === 0,
      amiss.join('; ') || "the old image, the rollback's commit, Synced and Healthy all the time",
    )
  },
  sabotages: [noRollbackWindow],
}
