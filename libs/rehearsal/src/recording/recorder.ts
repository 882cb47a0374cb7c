import type { Kube, Live } from '../cluster/kube.ts'
import { appOf, canaryOf, hashOf, kinds } from '../cluster/live.ts'
import { phaseState } from '../messages/rollouts.ts'
import { statusOf } from '../stage/application.ts'
import { bucketShare } from '../traffic/bucket-share.ts'
import type { Answer } from '../traffic/load.ts'
import { trafficSeconds } from '../traffic/traffic-seconds.ts'
import type {
  AppTrack,
  Assertion,
  AssertionCode,
  Commit,
  Health,
  Measurement,
  NodesSample,
  Pods,
  Recording,
  Sample,
  Sync,
  TimelineEvent,
} from './recording.ts'
import type { ScalingRecorder } from './scaling-recorder.ts'
import { words, type Said } from './words.ts'

export interface Recorder {
  at(): number
  record(kind: TimelineEvent['kind'], text: string, app?: string): void
  /** @param got what was seen; as a pair, when it held and when not */
  assert(says: string, ok: boolean, got: Said | readonly [good: Said, bad: Said], code?: AssertionCode): void
  committed(commit: Omit<Commit, 'at'>): void
  /** Put beside the report, under this name. */
  keep(name: string, text: string): void
  kept(): NonNullable<Recording['files']>
  asked(app: string, answers: readonly Answer[]): void
  readonly claims: readonly Assertion[]
  readonly commits: readonly Commit[]
  readonly events: readonly TimelineEvent[]
  apps(): readonly AppTrack[]
  nodes(): readonly NodesSample[]
  stop(): void
}

interface Track {
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

const workloads = [kinds.rollout, kinds.deployment, kinds.statefulSet] as const

const isWell = (sample: Sample | undefined) => sample?.sync === 'Synced' && sample.health === 'Healthy'

const none: Pods = { ready: 0, all: 0 }

/**
 * Records changes that the controllers report.
 * @param follows which apps (`shop/catalog`)
 * @param scaling records autoscalers and nodes, too
 */
export function startRecorder(
  kube: Kube,
  say: (happening: TimelineEvent) => void,
  follows: (app: string) => boolean = () => true,
  scaling?: (at: () => number) => ScalingRecorder,
): Recorder {
  const began = Date.now()
  const at = () => Math.round(Date.now() - began) / 1000
  const scaled = scaling?.(at)
  const claims: Assertion[] = []
  const commits: Commit[] = []
  const events: TimelineEvent[] = []
  const files = new Map<string, string>()
  const tracks = new Map<string, Track>()
  const replicaSets = new Map<string, Live>()
  const trackOf = (name: string) => {
    const found = tracks.get(name) ?? {
      name,
      worked: false,
      samples: [],
      measurements: [],
      routes: new Map<string, Live>(),
      seen: new Set<string>(),
      answers: [],
    }
    tracks.set(name, found)
    return found
  }
  const record = (kind: TimelineEvent['kind'], text: string, app?: string) => {
    const happening = { at: at(), kind, text, ...(app === undefined ? {} : { app }) }
    events.push(happening)
    say(happening)
  }

  const podsOf = (track: Track) => {
    const { workload } = track
    if (workload === undefined) return { stable: none, canary: none }
    const status = workload?.status ?? {}
    if (workload.kind !== 'Rollout')
      return { stable: { ready: status.readyReplicas ?? 0, all: status.replicas ?? 0 }, canary: none }
    const counted = { stable: none, canary: none }
    for (const set of replicaSets.values()) {
      if (set.metadata.ownerReferences?.[0]?.uid !== workload.metadata.uid) continue
      const hash = hashOf(set)
      const side = hash === status.stableRS || status.stableRS === undefined ? 'stable' : 'canary'
      const { readyReplicas = 0, replicas = 0 } = set.status ?? {}
      counted[side] = { ready: counted[side].ready + readyReplicas, all: counted[side].all + replicas }
    }
    return counted
  }
  const shareOf = (track: Track) => {
    if (track.workload?.kind !== 'Rollout') return undefined
    const buckets = [...track.routes.values()].map(bucketShare).find((share) => share !== undefined)
    const weight = track.workload.status?.canary?.weights?.canary?.weight ?? 0
    return Math.max(weight, buckets ?? 0)
  }
  const sample = (track: Track) => {
    const { application, workload } = track
    if (!follows(track.name)) return
    const { sync, health } = statusOf(application)
    const status = workload?.status ?? {}
    const share = shareOf(track)
    const { steps } = canaryOf(workload)
    const next: Sample = {
      at: at(),
      sync: (sync?.status || 'Unknown') as Sync,
      health: (health?.status || (application === undefined ? 'Missing' : 'Unknown')) as Health,
      phase: [status.phase, status.message].filter((part) => part !== undefined && part !== '').join(': '),
      ...(share === undefined ? {} : { canaryShare: share }),
      ...(steps === undefined || status.currentStepIndex === undefined
        ? {}
        : { step: { index: status.currentStepIndex, of: steps.length } }),
      ...podsOf(track),
    }
    const last = track.samples.at(-1)
    if (last !== undefined && JSON.stringify({ ...last, at: 0 }) === JSON.stringify({ ...next, at: 0 })) return
    track.samples.push(next)
    if ((last?.sync ?? 'Unknown') !== next.sync) record('sync', next.sync, track.name)
    if ((last?.health ?? 'Unknown') !== next.health) record('health', next.health, track.name)
    if ((last?.canaryShare ?? 0) !== (next.canaryShare ?? 0))
      record('share', `canary at ${next.canaryShare ?? 0} %`, track.name)
    if (last?.phase !== next.phase && phaseState(next.phase) === 'failed') record('step', next.phase, track.name)
  }

  const nameOfApplication = ({ metadata, spec }: Live) => {
    const { destination, source } = spec ?? {}
    return `${destination?.namespace ?? ''}/${source?.path?.split('/').at(-1) ?? metadata.name}`
  }
  const stops = [
    kube.watch(
      kinds.application,
      ({ type, object }) => {
        const path = object.spec?.source?.path ?? ''
        if (!path.startsWith('clusters/')) return
        const track = trackOf(nameOfApplication(object))
        track.application = type === 'DELETED' ? undefined : object
        sample(track)
      },
      { namespace: 'argocd' },
    ),
    ...workloads.map((kind) =>
      kube.watch(kind, ({ type, object }) => {
        const track = trackOf(`${object.metadata.namespace ?? ''}/${object.metadata.name}`)
        // A Deployment that is replaced by a Rollout of its name goes while that is there.
        if (type !== 'DELETED') {
          track.workload = object
          track.worked = true
        } else if (track.workload?.kind === object.kind) track.workload = undefined
        sample(track)
      }),
    ),
    kube.watch(kinds.replicaSet, ({ type, object }) => {
      if (type === 'DELETED') replicaSets.delete(object.metadata.uid ?? '')
      else replicaSets.set(object.metadata.uid ?? '', object)
      const owner = object.metadata.ownerReferences?.[0]
      if (owner?.kind === 'Rollout') sample(trackOf(`${object.metadata.namespace ?? ''}/${owner.name}`))
    }),
    kube.watch(kinds.virtualService, ({ type, object }) => {
      const app = appOf(object)
      if (app === undefined) return
      const track = trackOf(`${object.metadata.namespace ?? ''}/${app}`)
      if (type === 'DELETED') track.routes.delete(object.metadata.name)
      else track.routes.set(object.metadata.name, object)
      sample(track)
    }),
    kube.watch(kinds.analysisRun, ({ type, object }) => {
      const owner = object.metadata.ownerReferences?.[0]?.name
      if (type === 'DELETED' || owner === undefined) return
      const track = trackOf(`${object.metadata.namespace ?? ''}/${owner}`)
      for (const { name, measurements = [] } of object.status?.metricResults ?? []) {
        for (const { phase, value = '', message, finishedAt, startedAt = '' } of measurements) {
          const key = `${object.metadata.name}/${name}/${startedAt}/${finishedAt ?? ''}`
          if (finishedAt === undefined || track.seen.has(key)) continue
          track.seen.add(key)
          track.measurements.push({
            at: at(),
            run: object.metadata.name,
            metric: name,
            value,
            phase: phase as Measurement['phase'],
            ...(message === undefined ? {} : { message }),
          })
          if (phase !== 'Successful')
            record('analysis', `${name} ${phase.toLowerCase()}: ${message ?? value}`, track.name)
        }
      }
    }),
  ]
  return {
    at,
    record,
    claims,
    commits,
    events,
    assert: (says, ok, got, code) => {
      const { text, causes } = words(typeof got === 'object' && !('text' in got) ? got[ok ? 0 : 1] : got)
      claims.push({
        at: at(),
        says,
        ok,
        got: text,
        ...(code === undefined ? {} : { code }),
        ...(causes.length === 0 ? {} : { causes }),
      })
    },
    asked: (app, answers) => void trackOf(app).answers.push(answers),
    committed: (commit) => {
      commits.push({ at: at(), ...commit })
      record('commit', `${commit.sha.slice(0, 8)} ${commit.subject} (${commit.files} files)`)
    },
    // A team's own folder has no workload: shown only when it is unhealthy.
    apps: () =>
      [...tracks.values()]
        .filter(({ samples, worked }) => samples.length > 0 && (worked || !isWell(samples.at(-1))))
        .map(({ name, samples, measurements, answers }) => ({
          name,
          samples,
          measurements,
          ...((scaled?.of(name) ?? []).length === 0 ? {} : { scaling: scaled?.of(name) ?? [] }),
          ...(answers.length === 0 ? {} : { traffic: trafficSeconds(answers.flat()) }),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    nodes: () => scaled?.nodes() ?? [],
    keep: (name, text) => void files.set(name, text),
    kept: () => [...files].map(([name, text]) => ({ name, text })),
    stop: () => {
      stops.forEach((stop) => stop())
      scaled?.stop()
    },
  }
}
