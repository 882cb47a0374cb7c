import type { IRollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1'
import type { Canary, ResolvedApp } from '@slipway/model'
import { analysisName } from './analysis-template.ts'
import { bucketRoute } from '../mesh/buckets.ts'
import { canarySteps, isSticky } from './canary-steps.ts'
import { replicas } from './deployment.ts'
import { canaryName, gatewayRoutes, metadata, prunedLast, selector, stableName } from '../labels.ts'
import { addObject, type Chart } from '../object.ts'
import { podTemplate } from '../pod/pod.ts'
import { primaryRoute } from '../mesh/virtual-service.ts'

/** An app whose release is a canary: traffic moves between two Services, by Istio (FIELD-NOTES A2, A16). */
export function rollout(chart: Chart, app: ResolvedApp, canary: Canary): void {
  const { steps, startingStep } = canarySteps(app, canary)
  const routes = [app.name, ...(app.traffic?.expose == null ? [] : [gatewayRoutes(app)])].map((name) => ({
    name,
    routes: [primaryRoute],
  }))
  addObject<IRollout>(chart, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { ...metadata(app), ...prunedLast },
    spec: {
      ...replicas(app),
      revisionHistoryLimit: 5,
      // Going back to one of the last versions skips the steps: it has been through them.
      rollbackWindow: { revisions: 3 },
      minReadySeconds: app.rollout.minReady,
      progressDeadlineSeconds: app.rollout.progressDeadline,
      progressDeadlineAbort: true,
      selector: { matchLabels: selector(app) },
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
          analysis: { templates: [{ templateName: analysisName(app) }], startingStep },
          trafficRouting: {
            ...(isSticky(app) ? { managedRoutes: [{ name: bucketRoute }] } : {}),
            istio: { virtualServices: routes },
          },
          steps,
        },
      },
      template: podTemplate(app),
    },
  })
}
