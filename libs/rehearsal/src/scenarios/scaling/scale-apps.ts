import { quantity } from '@slipway/kube'
import { needs, NoneFits, objectsIn, type Live, type StagedApp, type TestContext } from '../shared/kit.ts'

export interface ScaledApp extends StagedApp {
  readonly min: number
  readonly max: number
  /** Thousandths of a CPU. */
  readonly cpu: number
  /** Per pod: a share of its CPU, 0 to 1, or requests a second. */
  readonly target: number
  /** Rollout or Deployment. */
  readonly kind: string
}

interface Scaler {
  readonly minReplicas?: number
  readonly maxReplicas?: number
  readonly minReplicaCount?: number
  readonly maxReplicaCount?: number
  readonly scaleTargetRef: { readonly kind?: string }
  readonly metrics?: readonly {
    readonly containerResource?: { readonly name: string; readonly target: { readonly averageUtilization?: number } }
  }[]
  readonly triggers?: readonly {
    readonly name?: string
    readonly type: string
    readonly metadata: Readonly<Record<string, string>>
  }[]
}

interface PodSpec {
  readonly template: {
    readonly spec: {
      readonly containers: readonly { readonly resources?: { readonly requests?: Readonly<Record<string, string>> } }[]
    }
  }
}

export const millis = (cpu: string): number => quantity(cpu, 'm') ?? 0

function scalerOf(test: TestContext, { folder, name }: StagedApp, kind: string): Scaler | undefined {
  const text = test.estate.files().get(`${folder}/${kind}-${name}.yaml`)
  return text === undefined ? undefined : (objectsIn(text)[0]?.spec as Scaler)
}

function cpuOf(test: TestContext, { folder, name }: StagedApp): number {
  const text = ['rollout', 'deployment']
    .map((kind) => test.estate.files().get(`${folder}/${kind}-${name}.yaml`))
    .find((each) => each !== undefined)
  const { template } = objectsIn(text ?? '')[0]?.spec as PodSpec
  return millis(template.spec.containers[0]?.resources?.requests?.['cpu'] ?? '0')
}

/** The first app with an HPA on its own CPU. @throws NoneFits */
export function cpuScaled(test: TestContext): ScaledApp {
  for (const app of test.apps) {
    const scaler = scalerOf(test, app, 'horizontalpodautoscaler')
    const target = scaler?.metrics?.find(({ containerResource }) => containerResource?.name === 'cpu')
      ?.containerResource?.target.averageUtilization
    if (scaler === undefined || target === undefined) continue
    return {
      ...app,
      min: scaler.minReplicas ?? 1,
      max: scaler.maxReplicas ?? 1,
      cpu: cpuOf(test, app),
      target: target / 100,
      kind: scaler.scaleTargetRef.kind ?? '',
    }
  }
  throw new NoneFits(`no app in ${test.cluster.name} has an HPA on its CPU: scale: { min, max, on: { cpu } }`)
}

/** The first app that KEDA scales by requests. @throws NoneFits */
export function requestScaled(test: TestContext, apps: readonly StagedApp[] = test.apps): ScaledApp {
  for (const app of apps) {
    const scaler = scalerOf(test, app, 'scaledobject')
    const trigger = scaler?.triggers?.find(({ name, type }) => type === 'prometheus' && name === 'requests')
    if (scaler === undefined || trigger === undefined) continue
    const { minReplicaCount: min = 0, maxReplicaCount: max = 1 } = scaler
    return {
      ...app,
      min,
      max,
      cpu: cpuOf(test, app),
      target: Number(trigger.metadata['threshold']),
      kind: scaler.scaleTargetRef.kind ?? '',
    }
  }
  throw new NoneFits(
    `no app in ${test.cluster.name} is scaled by requests: scale: { min, max, on: { requestsPerSecond } }`,
  )
}

export const replicasOf = (workload: Live | undefined): number => workload?.spec?.replicas ?? 0

/** Sends so many times the requests of an app's minimum. */
export const ask = (test: TestContext, app: ScaledApp, times: number): void =>
  test.requests.setWorkload(app.team, app.name, { rate: app.min * times * app.target, errors: 0, p95: 40 })

export const nameOf = ({ team, name }: StagedApp): string => `${team}/${name}`

export const scalingScenario = { where: 'last', onlyNamed: true, scales: true, needs: needs.scaled } as const
