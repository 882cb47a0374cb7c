import type { Chart } from 'cdk8s'
import type { Canary, ResolvedApp } from '@slipway/model'
import { Rollout } from '../chart/kinds.ts'
import { canaryName, prunedLast, stableName } from '../labels.ts'
import { bucketRoute } from '../mesh/buckets.ts'
import { weightedRoutes } from '../mesh/virtual-service.ts'
import { canarySteps, isSticky } from './canary-steps.ts'
import { replicas, workloadSpec } from './workload-spec.ts'

/** Istio moves traffic between two Services (FIELD-NOTES A2, A16). */
export function rollout(chart: Chart, app: ResolvedApp, canary: Canary): void {
  const { steps, startingStep } = canarySteps(app, canary)
  new Rollout(chart, 'rollout', {
    metadata: prunedLast,
    spec: {
      ...replicas(app),
      ...workloadSpec(app),
      // A recent version has been through the steps.
      rollbackWindow: { revisions: 3 },
      progressDeadlineSeconds: app.rollout.progressDeadline,
      progressDeadlineAbort: true,
      strategy: {
        canary: {
          stableService: stableName(app),
          canaryService: canaryName(app),
          maxSurge: '25%',
          maxUnavailable: 0,
          minPodsPerReplicaSet: 2,
          scaleDownDelaySeconds: 60,
          abortScaleDownDelaySeconds: 60,
          scaleDownDelayRevisionLimit: 1,
          analysis: { templates: [{ templateName: canaryName(app) }], startingStep },
          trafficRouting: {
            ...(isSticky(app) ? { managedRoutes: [{ name: bucketRoute }] } : {}),
            istio: { virtualServices: weightedRoutes(app) },
          },
          steps,
        },
      },
    },
  })
}
