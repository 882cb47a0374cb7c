import { quantity } from '@slipway/kube'
import {
  fileOf,
  needs,
  NoneFits,
  objectAt,
  type Files,
  type Spec,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

export interface ScaledApp extends StagedApp {
  readonly min: number
  readonly max: number
  /** Thousandths of a CPU. */
  readonly cpu: number
  /** Per pod: a share of its CPU, 0 to 1, or requests a second. */
  readonly target: number
  readonly kind: string
}

interface Scaler extends Spec {
  readonly metrics?: readonly {
    readonly containerResource?: { readonly name: string; readonly target: { readonly averageUtilization?: number } }
  }[]
}

export const millis = (cpu: string): number => quantity(cpu, 'm') ?? 0

const specIn = (files: Files, app: StagedApp, kind: string) => objectAt(files, fileOf(app, kind))?.spec

function scaledApp(files: Files, app: StagedApp, scaler: Spec, target: number): ScaledApp {
  const { minReplicas, maxReplicas, minReplicaCount, maxReplicaCount, scaleTargetRef } = scaler
  const { template } = specIn(files, app, 'rollout') ?? specIn(files, app, 'deployment') ?? {}
  return {
    ...app,
    min: minReplicas ?? minReplicaCount ?? (maxReplicas === undefined ? 0 : 1),
    max: maxReplicas ?? maxReplicaCount ?? 1,
    cpu: millis(template?.spec?.containers?.[0]?.resources?.requests?.['cpu'] ?? '0'),
    target,
    kind: scaleTargetRef?.kind ?? '',
  }
}

export function cpuScaled(test: TestContext): ScaledApp {
  const files = test.estate.files()
  for (const app of test.apps) {
    const scaler = specIn(files, app, 'horizontalpodautoscaler') as Scaler | undefined
    const target = scaler?.metrics?.find(({ containerResource }) => containerResource?.name === 'cpu')
      ?.containerResource?.target.averageUtilization
    if (scaler !== undefined && target !== undefined) return scaledApp(files, app, scaler, target / 100)
  }
  throw new NoneFits(`no app in ${test.cluster.name} has an HPA on its CPU: scale: { min, max, on: { cpu } }`)
}

export function requestScaled(test: TestContext, apps: readonly StagedApp[] = test.apps): ScaledApp {
  const files = test.estate.files()
  for (const app of apps) {
    const scaler = specIn(files, app, 'scaledobject')
    const trigger = scaler?.triggers?.find(({ name, type }) => type === 'prometheus' && name === 'requests')
    if (scaler !== undefined && trigger !== undefined)
      return scaledApp(files, app, scaler, Number(trigger.metadata['threshold']))
  }
  throw new NoneFits(
    `no app in ${test.cluster.name} is scaled by requests: scale: { min, max, on: { requestsPerSecond } }`,
  )
}

/** Sends so many times the requests of an app's minimum. */
export const ask = (test: TestContext, app: ScaledApp, times: number): void =>
  test.requests.setWorkload(app.team, app.name, { rate: app.min * times * app.target, errors: 0, p95: 40 })

export const scalingScenario = { where: 'last', onlyNamed: true, scales: true, needs: needs.scaled } as const
