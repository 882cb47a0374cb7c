import { inWords } from '../../stage/application.ts'
import type { Live } from '../../cluster/kube.ts'
import type { TestContext, StagedApp } from '../../stage/test-context.ts'
import { pending, PollTimeout, poll } from '../../pace/poll.ts'
import { imagesOf } from './canary.ts'
import { whyContent, type AnalysisMetric, type MetricResult } from '../shared/slo.ts'

/** How Rollouts ended a canary. */
export interface Verdict {
  readonly end: 'aborted' | 'promoted' | 'neither'
  /** Rollouts' own words for an abort; for anything else why it was not one. */
  readonly words: string
}

interface Status {
  readonly abort?: boolean
  readonly phase?: string
  readonly message?: string
  readonly stableRS?: string
  readonly currentPodHash?: string
  readonly observedGeneration?: string
}

/** An app's AnalysisRuns, the oldest first. */
export const analysisRuns = async (test: TestContext, app: StagedApp): Promise<readonly Live[]> =>
  (await test.kube.list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun' }, { namespace: app.team }))
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ name }) => name === app.name) === true)
    .sort((a, b) => ((a.metadata.creationTimestamp ?? '') < (b.metadata.creationTimestamp ?? '') ? -1 : 1))

/** Why an app's canary went on although a metric should have ended it. */
async function whyPromoted(test: TestContext, app: StagedApp, metric: string, rollout: Live): Promise<string> {
  if ((rollout.spec as { strategy?: { canary?: { analysis?: unknown } } }).strategy?.canary?.analysis === undefined) {
    return 'the Rollout in the cluster has no analysis, so nobody asked how the canary was doing'
  }
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
        const status = (rollout?.status ?? {}) as Status
        const here = imagesOf(rollout).some((image) => image.endsWith(digest))
        if (rollout === undefined || !here) return pending('not the new image')
        if (status.observedGeneration !== String(rollout.metadata.generation))
          return pending('Rollouts has not seen the new image')
        if (status.abort === true && status.phase === 'Degraded') return { end: 'aborted', words: status.message ?? '' }
        if (status.phase === 'Healthy' && status.stableRS === status.currentPodHash) {
          return { end: 'promoted', words: `it was promoted: ${await whyPromoted(test, app, metric, rollout)}` }
        }
        return pending(inWords(await test.application(app), rollout))
      },
      { what: 'the end of the canary', within, signal: test.signal },
    )
  } catch (error) {
    if (!(error instanceof PollTimeout)) throw error
    return { end: 'neither', words: error.message }
  }
}
