import type { KubeObject } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { podTemplate, asDeployment } from './as-deployment.ts'

const object = (apiVersion: string, kind: string, spec: unknown): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web' },
  spec,
})
const template = { metadata: { labels: {} }, spec: { containers: [{ name: 'web' }] } }
const rollouts = 'argoproj.io/v1alpha1'

describe('shadow', () => {
  const scaler = (target: object) =>
    object('autoscaling/v2', 'HorizontalPodAutoscaler', { minReplicas: 2, scaleTargetRef: target })
  const unchanged = object('apps/v1', 'StatefulSet', { template })
  it.each([
    [
      'a Rollout is a Deployment without its strategy',
      object(rollouts, 'Rollout', {
        replicas: 2,
        template,
        strategy: { canary: {} },
        analysis: {},
        rollbackWindow: {},
      }),
      object('apps/v1', 'Deployment', { replicas: 2, template }),
    ],
    [
      'a scaler of a Rollout scales the Deployment',
      scaler({ apiVersion: rollouts, kind: 'Rollout', name: 'web' }),
      scaler({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }),
    ],
    [
      'another scaler stays',
      scaler({ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' }),
      scaler({ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' }),
    ],
    ['another kind stays', unchanged, unchanged],
    ["another project's Rollout stays", object('x.org/v1', 'Rollout', {}), object('x.org/v1', 'Rollout', {})],
  ])('%s', (_name, given, want) => expect(asDeployment(given)).toEqual(want))
})

describe('podTemplate', () => {
  it.each([
    ['Deployment', object('apps/v1', 'Deployment', { template }), template],
    ['Rollout', object(rollouts, 'Rollout', { template }), template],
    ['StatefulSet', object('apps/v1', 'StatefulSet', { template }), template],
    ['DaemonSet', object('apps/v1', 'DaemonSet', { template }), template],
    ['Job', object('batch/v1', 'Job', { template }), template],
    ['CronJob', object('batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }), template],
    ['ScaledJob', object('keda.sh/v1alpha1', 'ScaledJob', { jobTargetRef: { template } }), template],
    ['Pod', object('v1', 'Pod', template.spec), { metadata: { name: 'web' }, spec: template.spec }],
    ['Service', object('v1', 'Service', { ports: [] }), undefined],
    [
      "ApplicationSet, whose template is no pod's",
      object(rollouts, 'ApplicationSet', { template: { spec: { project: 'x' } } }),
      undefined,
    ],
  ])('%s', (_name, given, want) => expect(podTemplate(given)).toEqual(want))
})
