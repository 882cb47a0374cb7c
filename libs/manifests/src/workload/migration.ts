import type { Chart } from 'cdk8s'
import type { IPodTemplateSpec } from 'kubernetes-models/v1'
import type { ResolvedApp, Start } from '@slipway/model'
import { Job } from '../chart/kinds.ts'
import { migrationHook, migrationName, selector } from '../labels.ts'
import { podTemplate } from '../pod/pod.ts'

/**
 * The app's own image, variables, secrets and identity, in a pod that no Service, budget or scaler takes for one of the
 * app's. On a machine that nobody reclaims: half a migration is worse than none.
 */
function template(app: ResolvedApp, { command, args }: Start): IPodTemplateSpec {
  const { metadata, spec } = podTemplate(
    {
      ...app,
      container: { ...app.container, command, args },
      init: [],
      ports: [],
      metrics: null,
      probes: null,
      placement: 'on-demand',
      machines: { ...app.machines, profile: null, share: null, prefersSpot: false },
      apart: false,
      stays: true,
    },
    { restartPolicy: 'Never' },
  )
  const { topologySpreadConstraints: _, ...pod } = spec ?? { containers: [] }
  return {
    metadata: { ...metadata, labels: { ...metadata?.labels, ...selector({ name: migrationName(app) }) } },
    spec: pod,
  }
}

/**
 * Argo CD tries a failed sync again, so the Job tries once. A lost machine is no failure. Not where a rollback has
 * brought the version: it has migrated here before, and its command may not know what came after it.
 */
export function migration(chart: Chart, app: ResolvedApp): void {
  if (app.migration === null || !app.migration.runs) return
  const { timeout } = app.migration
  new Job(chart, 'migration', {
    metadata: { name: migrationName(app), annotations: migrationHook },
    spec: {
      activeDeadlineSeconds: timeout,
      backoffLimit: 0,
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: template(app, app.migration),
    },
  })
}
