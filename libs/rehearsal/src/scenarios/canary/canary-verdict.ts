import type { Live } from '../../cluster/kube.ts'
import { canaryOf, isFinished, kinds, rolloutStatus } from '../../cluster/live.ts'
import { quote } from '../../messages/quote.ts'
import { PollTimeout, pending, poll, seen } from '../../pace/poll.ts'
import { cause, say, type Said, type Words } from '../../recording/words.ts'
import { describeApp } from '../../stage/application.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { whyContent, type AnalysisMetric, type MetricResult } from '../shared/slo.ts'
import { imagesOf } from './canary.ts'

/** How Rollouts ended a canary. */
export interface Verdict {
  readonly end: 'aborted' | 'promoted' | 'neither'
  /** Rollouts' message for an abort; for anything else why it was not one. */
  readonly found: Words
}

/** An app's AnalysisRuns, the oldest first. */
export const analysisRuns = async (test: TestContext, app: StagedApp): Promise<readonly Live[]> =>
  (await test.kube.list(kinds.analysisRun, { namespace: app.team }))
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ name }) => name === app.name) === true)
    .sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1))

/** Why an app's canary went on although a metric should have ended it. */
async function whyPromoted(test: TestContext, app: StagedApp, metric: string, rollout: Live): Promise<Said> {
  if (canaryOf(rollout).analysis === undefined) return cause('no-analysis')
  const run = (await analysisRuns(test, app)).at(-1)
  const { metrics = [] } = (run?.spec ?? {}) as { metrics?: readonly AnalysisMetric[] }
  const { metricResults = [] } = (run?.status ?? {}) as { metricResults?: readonly MetricResult[] }
  return whyContent(
    metric,
    metrics.find(({ name }) => name === metric),
    metricResults.find(({ name }) => name === metric),
  )
}

/**
 * Waits until Rollouts has ended the canary of an image, one way or the other.
 * @param metric the one that should end it
 */
export async function verdict(
  test: TestContext,
  app: StagedApp,
  digest: string,
  metric: string,
  within = 90,
): Promise<Verdict> {
  try {
    return await poll<Verdict>(
      async () => {
        const rollout = await test.rollout(app)
        const status = rolloutStatus(rollout)
        const here = imagesOf(rollout).some((image) => image.endsWith(digest))
        if (rollout === undefined || !here) return pending('not the new image')
        if (status.observedGeneration !== String(rollout.metadata.generation))
          return pending('Rollouts has not seen the new image')
        if (status.abort === true && status.phase === 'Degraded')
          return seen({ end: 'aborted', found: quote(status.message ?? '') })
        if (isFinished(rollout))
          return seen({
            end: 'promoted',
            found: say`it was promoted: ${await whyPromoted(test, app, metric, rollout)}`,
          })
        return pending(describeApp(await test.application(app), rollout))
      },
      { what: 'the end of the canary', within, signal: test.signal },
    )
  } catch (error) {
    if (!(error instanceof PollTimeout)) throw error
    return { end: 'neither', found: { text: error.message, causes: error.found.causes } }
  }
}
