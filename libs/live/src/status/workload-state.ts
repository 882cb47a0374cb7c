import { compareBy } from '@slipway/core'
import type { ResolvedApp } from '@slipway/model'
import { at, fields, list, number, text } from '@slipway/kube'
import type { PodsState, WorkloadState } from './app-status.ts'

type WorkloadKind = ResolvedApp['workload']['kind']

/** Group and resource of each kind of workload. */
const resources: Readonly<Record<WorkloadKind, readonly [kind: string, group: string, resource: string]>> = {
  rolling: ['Deployment', 'apps/v1', 'deployments'],
  canary: ['Rollout', 'argoproj.io/v1alpha1', 'rollouts'],
  stateful: ['StatefulSet', 'apps/v1', 'statefulsets'],
  daemon: ['DaemonSet', 'apps/v1', 'daemonsets'],
  cron: ['CronJob', 'batch/v1', 'cronjobs'],
}

export function workloadPath({ workload, team, name }: ResolvedApp): string {
  const [, group, resource] = resources[workload.kind]
  return `/apis/${group}/namespaces/${team}/${resource}/${name}`
}

/** @param object as the API server has it; fields that it has not set yet count as zero */
export function workloadState({ workload }: ResolvedApp, object: unknown): WorkloadState {
  const [kind] = resources[workload.kind]
  const status = fields(at(object, 'status'))
  const count = (name: string) => number(status[name]) ?? 0
  const failing = list(status.conditions).find(
    (one) => text(one.type) === 'Progressing' && text(one.status) === 'False',
  )
  const isDaemon = workload.kind === 'daemon'
  return {
    kind,
    phase: text(status.phase) ?? (failing === undefined ? '' : (text(failing.reason) ?? '')),
    message: text(status.message) ?? text(failing?.message) ?? '',
    wanted: isDaemon ? count('desiredNumberScheduled') : (number(at(object, 'spec', 'replicas')) ?? 0),
    ready: count(isDaemon ? 'numberReady' : 'readyReplicas'),
    updated: count(isDaemon ? 'updatedNumberScheduled' : 'updatedReplicas'),
    canary: workload.kind === 'canary' ? canaryOf(object) : null,
    runs:
      workload.kind === 'cron'
        ? { last: text(status.lastScheduleTime) ?? null, succeeded: text(status.lastSuccessfulTime) ?? null }
        : null,
  }
}

/** Null when the last release is through: then the step is behind the last one. */
function canaryOf(object: unknown): WorkloadState['canary'] {
  const steps = list(at(object, 'spec', 'strategy', 'canary', 'steps'))
  const step = number(at(object, 'status', 'currentStepIndex'))
  if (step === undefined || step >= steps.length) return null
  return { step, of: steps.length, weight: number(at(object, 'status', 'canary', 'weights', 'canary', 'weight')) ?? 0 }
}

const isReady = (pod: unknown): boolean =>
  list(at(pod, 'status', 'conditions')).some((one) => text(one.type) === 'Ready' && text(one.status) === 'True')

const versionOf = (pod: unknown): string => text(at(pod, 'metadata', 'labels', 'app.kubernetes.io/version')) ?? ''

/** Why a container does not run, in the kubelet's word; else why the pod has no node. */
function waitingFor(pod: unknown): string | undefined {
  const states = list(at(pod, 'status', 'containerStatuses')).map((one) => text(at(one.state, 'waiting', 'reason')))
  const placed = list(at(pod, 'status', 'conditions')).find((one) => text(one.type) === 'PodScheduled')
  return (
    states.find((reason) => reason !== undefined) ??
    (text(placed?.status) === 'False' ? (text(placed?.reason) ?? 'Pending') : undefined)
  )
}

/** @param answer a PodList */
export function podsState(answer: unknown): PodsState {
  const pods = list(at(answer, 'items')).filter((pod) => at(pod, 'metadata', 'deletionTimestamp') === undefined)
  const restarts = pods.flatMap((pod) =>
    list(at(pod, 'status', 'containerStatuses')).map((one) => number(one.restartCount) ?? 0),
  )
  const versions = Map.groupBy(pods, versionOf)
  return {
    all: pods.length,
    ready: pods.filter(isReady).length,
    restarts: restarts.reduce((sum, one) => sum + one, 0),
    versions: [...versions]
      .map(([version, some]) => ({ version, all: some.length, ready: some.filter(isReady).length }))
      .sort(compareBy(({ version }) => version)),
    waiting: pods.flatMap((pod) => {
      const reason = waitingFor(pod)
      return reason === undefined ? [] : [{ pod: text(at(pod, 'metadata', 'name')) ?? '', reason }]
    }),
  }
}
