import type { Chart } from 'cdk8s'
import type { ResolvedApp, Workload } from '@slipway/model'
import { PlainObject } from '../chart/plain-object.ts'
import { appContainer } from '../pod/container.ts'

/** As much of autoscaling.k8s.io/v1 as is written here; there is no package of its types. */
interface VerticalPodAutoscaler {
  readonly apiVersion: 'autoscaling.k8s.io/v1'
  readonly kind: 'VerticalPodAutoscaler'
  readonly spec: {
    readonly targetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string }
    readonly updatePolicy: { readonly updateMode: 'Off' }
    readonly resourcePolicy: {
      readonly containerPolicies: readonly {
        readonly containerName: string
        readonly mode?: 'Off'
        readonly controlledResources?: readonly string[]
      }[]
    }
  }
}

const targets: { readonly [K in Workload['kind']]: { readonly apiVersion: string; readonly kind: string } } = {
  canary: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
  rolling: { apiVersion: 'apps/v1', kind: 'Deployment' },
  stateful: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  daemon: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  cron: { apiVersion: 'batch/v1', kind: 'CronJob' },
}

/**
 * Measures the app's own container and recommends; `Off` changes no pod, so the HPA and git stay the only owners (SYSTEM.md S2-63). What
 * it recommends comes into the spec by `npx slipway advice`.
 */
export function verticalPodAutoscaler(chart: Chart, app: ResolvedApp): void {
  if (!app.advice) return
  new PlainObject<VerticalPodAutoscaler>(chart, 'vertical-pod-autoscaler', {
    apiVersion: 'autoscaling.k8s.io/v1',
    kind: 'VerticalPodAutoscaler',
    spec: {
      targetRef: { ...targets[app.workload.kind], name: app.name },
      updatePolicy: { updateMode: 'Off' },
      resourcePolicy: {
        containerPolicies: [
          { containerName: appContainer, controlledResources: ['cpu', 'memory'] },
          { containerName: '*', mode: 'Off' },
        ],
      },
    },
  })
}
