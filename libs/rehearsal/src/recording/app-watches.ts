import type { Kube, Live } from '../cluster/kube.ts'
import { appOf, kinds } from '../cluster/live.ts'
import type { AppHistory } from './app-history.ts'
import type { Measurement, TimelineEvent } from './recording.ts'

const workloads = [kinds.rollout, kinds.deployment, kinds.statefulSet] as const

interface Ears {
  readonly at: () => number
  readonly historyOf: (app: string) => AppHistory
  readonly replicaSets: Map<string, Live>
  readonly changed: (app: AppHistory) => void
  readonly record: (kind: TimelineEvent['kind'], text: string, app: string) => void
}

const nameIn = ({ metadata }: Live, name: string = metadata.name) => `${metadata.namespace ?? ''}/${name}`

const nameOfApplication = ({ metadata, spec }: Live) => {
  const { destination, source } = spec ?? {}
  return `${destination?.namespace ?? ''}/${source?.path?.split('/').at(-1) ?? metadata.name}`
}

/** Each measurement once, when it has ended. */
function recordMeasurements(run: Live, app: AppHistory, { at, record }: Ears): void {
  for (const { name, measurements = [] } of run.status?.metricResults ?? []) {
    for (const { phase, value = '', message, finishedAt, startedAt = '' } of measurements) {
      const key = `${run.metadata.name}/${name}/${startedAt}/${finishedAt ?? ''}`
      if (finishedAt === undefined || app.seen.has(key)) continue
      app.seen.add(key)
      app.measurements.push({
        at: at(),
        run: run.metadata.name,
        metric: name,
        value,
        phase: phase as Measurement['phase'],
        ...(message === undefined ? {} : { message }),
      })
      if (phase !== 'Successful') record('analysis', `${name} ${phase.toLowerCase()}: ${message ?? value}`, app.name)
    }
  }
}

/** Follows the objects that show how apps fare. @returns functions that end each watch */
export function watchApps(kube: Pick<Kube, 'watch'>, ears: Ears): readonly (() => void)[] {
  const { historyOf, replicaSets, changed } = ears
  return [
    kube.watch(
      kinds.application,
      ({ type, object }) => {
        if (object.spec?.source?.path?.startsWith('clusters/') !== true) return
        const app = historyOf(nameOfApplication(object))
        app.application = type === 'DELETED' ? undefined : object
        changed(app)
      },
      { namespace: 'argocd' },
    ),
    ...workloads.map((kind) =>
      kube.watch(kind, ({ type, object }) => {
        const app = historyOf(nameIn(object))
        // A Deployment that is replaced by a Rollout of its name goes while that is there.
        if (type !== 'DELETED') {
          app.workload = object
          app.worked = true
        } else if (app.workload?.kind === object.kind) app.workload = undefined
        changed(app)
      }),
    ),
    kube.watch(kinds.replicaSet, ({ type, object }) => {
      if (type === 'DELETED') replicaSets.delete(object.metadata.uid ?? '')
      else replicaSets.set(object.metadata.uid ?? '', object)
      const owner = object.metadata.ownerReferences?.[0]
      if (owner?.kind === 'Rollout') changed(historyOf(nameIn(object, owner.name)))
    }),
    kube.watch(kinds.virtualService, ({ type, object }) => {
      const name = appOf(object)
      if (name === undefined) return
      const app = historyOf(nameIn(object, name))
      if (type === 'DELETED') app.routes.delete(object.metadata.name)
      else app.routes.set(object.metadata.name, object)
      changed(app)
    }),
    kube.watch(kinds.analysisRun, ({ type, object }) => {
      const owner = object.metadata.ownerReferences?.[0]?.name
      if (type !== 'DELETED' && owner !== undefined) recordMeasurements(object, historyOf(nameIn(object, owner)), ears)
    }),
  ]
}
