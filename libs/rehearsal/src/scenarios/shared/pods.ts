import type { Live } from '../../cluster/kube.ts'
import { hashLabel, isGoing, isTrue, kinds } from '../../cluster/live.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

export async function stablePodsOf(test: TestContext, app: StagedApp): Promise<readonly Live[]> {
  const hash = (await test.rollout(app))?.status?.stableRS
  if (hash === undefined) return []
  return test.kube.list(kinds.pod, { namespace: app.team, labels: `${hashLabel}=${hash}` })
}

export const isReady = (pod: Live | undefined): boolean => pod !== undefined && !isGoing(pod) && isTrue(pod, 'Ready')

const restarts = ({ status }: Live) =>
  (status?.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0)

export function podChanges(before: readonly Live[], after: readonly Live[]): string {
  const then = new Map(before.map((pod) => [pod.metadata.uid, pod]))
  const now = new Map(after.map((pod) => [pod.metadata.uid, pod]))
  const gone = before.filter(({ metadata }) => !now.has(metadata.uid)).map(({ metadata }) => `${metadata.name} is gone`)
  const come = after.filter(({ metadata }) => !then.has(metadata.uid)).map(({ metadata }) => `${metadata.name} is new`)
  const other = after.flatMap((pod) => {
    const old = then.get(pod.metadata.uid)
    if (old !== undefined && restarts(old) !== restarts(pod)) return [`${pod.metadata.name} restarted`]
    return isReady(pod) ? [] : [`${pod.metadata.name} is not ready`]
  })
  return [...gone, ...come, ...other].join('; ')
}
