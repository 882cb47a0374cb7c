import type { Live } from '../../cluster/kube.ts'
import { kinds } from '../../cluster/live.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

export async function podsOf(test: TestContext, app: StagedApp, version: 'stable' | 'new'): Promise<readonly Live[]> {
  const status = (await test.rollout(app))?.status
  const hash = version === 'stable' ? status?.stableRS : status?.currentPodHash
  if (hash === undefined) return []
  return test.kube.list(kinds.pod, { namespace: app.team, labels: `rollouts-pod-template-hash=${hash}` })
}

export function isReady({ metadata, status }: Live): boolean {
  const { conditions = [] } = status ?? {}
  return (
    metadata.deletionTimestamp === undefined &&
    conditions.some((each) => each.type === 'Ready' && each.status === 'True')
  )
}

function restarts({ status }: Live): number {
  const { containerStatuses = [] } = status ?? {}
  return containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0)
}

/** Gone, new, restarted or unready pods. */
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
