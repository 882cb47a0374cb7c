import {
  canaryOf,
  cause,
  describeApp,
  isFinished,
  kinds,
  pending,
  PollTimeout,
  quote,
  runs,
  say,
  seen,
  type Live,
  type Look,
  type Said,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { whyContent, type AnalysisMetric } from '../shared/slo.ts'

interface Verdict {
  readonly end: 'aborted' | 'promoted' | 'neither'
  readonly found: Words
}

export const analysisRuns = async (test: TestContext, app: StagedApp): Promise<readonly Live[]> =>
  (await test.kube.list(kinds.analysisRun, { namespace: app.team }))
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ name }) => name === app.name) === true)
    .sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1))

async function whyPromoted(test: TestContext, app: StagedApp, metric: string, rollout: Live): Promise<Said> {
  if (canaryOf(rollout).analysis === undefined) return cause('no-analysis')
  const run = (await analysisRuns(test, app)).at(-1)
  const { metrics = [] } = (run?.spec ?? {}) as { metrics?: readonly AnalysisMetric[] }
  return whyContent(
    metric,
    metrics.find(({ name }) => name === metric),
    run?.status?.metricResults?.find(({ name }) => name === metric),
  )
}

/** Waits until Rollouts has ended the canary of an image. @param metric that should end it */
export async function verdict(
  test: TestContext,
  app: StagedApp,
  digest: string,
  metric: string,
  within = 90,
): Promise<Verdict> {
  const look = async (): Promise<Look<Verdict>> => {
    const rollout = await test.rollout(app)
    if (rollout === undefined || !runs(rollout, digest)) return pending('not the new image')
    const { observedGeneration, abort, phase, message = '' } = rollout.status ?? {}
    if (observedGeneration !== String(rollout.metadata.generation))
      return pending('Rollouts has not seen the new image')
    if (abort === true && phase === 'Degraded') return seen({ end: 'aborted', found: quote(message) })
    if (isFinished(rollout)) {
      const found = say`it was promoted: ${await whyPromoted(test, app, metric, rollout)}`
      return seen({ end: 'promoted', found })
    }
    return pending(describeApp(await test.application(app), rollout))
  }
  try {
    return await test.until('the end of the canary', look, within)
  } catch (error) {
    if (!(error instanceof PollTimeout)) throw error
    return { end: 'neither', found: { text: error.message, causes: error.found.causes } }
  }
}
