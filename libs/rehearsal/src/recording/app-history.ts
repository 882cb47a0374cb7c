import type { Live } from '../cluster/kube.ts'
import { canaryOf, hashOf } from '../cluster/live.ts'
import { phaseState } from '../messages/rollouts.ts'
import { statusOf } from '../stage/application.ts'
import { bucketShare } from '../traffic/bucket-share.ts'
import type { Answer } from '../traffic/load.ts'
import { trafficSeconds } from '../traffic/traffic-seconds.ts'
import type { AppTrack, Health, Measurement, Pods, Sample, Sync, TimelineEvent } from './recording.ts'

/** The current objects of one app and its history. */
export interface AppHistory {
  readonly name: string
  readonly samples: Sample[]
  readonly measurements: Measurement[]
  application?: Live | undefined
  workload?: Live | undefined
  worked: boolean
  readonly routes: Map<string, Live>
  readonly seen: Set<string>
  readonly answers: (readonly Answer[])[]
}

export const noHistory = (name: string): AppHistory => ({
  name,
  worked: false,
  samples: [],
  measurements: [],
  routes: new Map(),
  seen: new Set(),
  answers: [],
})

const none: Pods = { ready: 0, all: 0 }

function podsOf({ workload }: AppHistory, replicaSets: Iterable<Live>): Pick<Sample, 'stable' | 'canary'> {
  if (workload === undefined) return { stable: none, canary: none }
  const status = workload.status ?? {}
  if (workload.kind !== 'Rollout')
    return { stable: { ready: status.readyReplicas ?? 0, all: status.replicas ?? 0 }, canary: none }
  const counted = { stable: none, canary: none }
  for (const set of replicaSets) {
    if (set.metadata.ownerReferences?.[0]?.uid !== workload.metadata.uid) continue
    const side = status.stableRS === undefined || hashOf(set) === status.stableRS ? 'stable' : 'canary'
    const { readyReplicas = 0, replicas = 0 } = set.status ?? {}
    counted[side] = { ready: counted[side].ready + readyReplicas, all: counted[side].all + replicas }
  }
  return counted
}

function shareOf({ workload, routes }: AppHistory): number | undefined {
  if (workload?.kind !== 'Rollout') return undefined
  const buckets = [...routes.values()].map(bucketShare).find((share) => share !== undefined)
  return Math.max(workload.status?.canary?.weights?.canary?.weight ?? 0, buckets ?? 0)
}

export function sampleOf(app: AppHistory, replicaSets: Iterable<Live>, at: number): Sample {
  const { application, workload } = app
  const { sync, health } = statusOf(application)
  const status = workload?.status ?? {}
  const share = shareOf(app)
  const { steps } = canaryOf(workload)
  return {
    at,
    sync: (sync?.status || 'Unknown') as Sync,
    health: (health?.status || (application === undefined ? 'Missing' : 'Unknown')) as Health,
    phase: [status.phase, status.message].filter((part) => part !== undefined && part !== '').join(': '),
    ...(share === undefined ? {} : { canaryShare: share }),
    ...(steps === undefined || status.currentStepIndex === undefined
      ? {}
      : { step: { index: status.currentStepIndex, of: steps.length } }),
    ...podsOf(app, replicaSets),
  }
}

export const isSameSample = (one: Sample | undefined, other: Sample): boolean =>
  one !== undefined && JSON.stringify({ ...one, at: 0 }) === JSON.stringify({ ...other, at: 0 })

/** The timeline's events between two samples. */
export function changesTo(
  next: Sample,
  last: Sample | undefined,
): readonly (readonly [kind: TimelineEvent['kind'], text: string])[] {
  return [
    ...((last?.sync ?? 'Unknown') === next.sync ? [] : [['sync', next.sync] as const]),
    ...((last?.health ?? 'Unknown') === next.health ? [] : [['health', next.health] as const]),
    ...((last?.canaryShare ?? 0) === (next.canaryShare ?? 0)
      ? []
      : [['share', `canary at ${next.canaryShare ?? 0} %`] as const]),
    ...(last?.phase === next.phase || phaseState(next.phase) !== 'failed' ? [] : [['step', next.phase] as const]),
  ]
}

const isWell = (sample: Sample | undefined) => sample?.sync === 'Synced' && sample.health === 'Healthy'

/** A team's own folder has no workload: shown only when it is unhealthy. */
export const isShown = ({ samples, worked }: AppHistory): boolean =>
  samples.length > 0 && (worked || !isWell(samples.at(-1)))

export const trackOf = (
  { name, samples, measurements, answers }: AppHistory,
  scaling: AppTrack['scaling'],
): AppTrack => ({
  name,
  samples,
  measurements,
  ...(scaling === undefined || scaling.length === 0 ? {} : { scaling }),
  ...(answers.length === 0 ? {} : { traffic: trafficSeconds(answers.flat()) }),
})
