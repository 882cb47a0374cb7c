import { table } from '../../../test/case.ts'
import { add } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { vpaOff } from './vpa-off.ts'

const vpa = (mode: string | undefined, name = 'web') =>
  add(
    'shop/web',
    object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'shop', 'web', {
      spec: {
        targetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name },
        ...(mode === undefined ? {} : { updatePolicy: { updateMode: mode } }),
      },
    }),
  )

table(vpaOff, [
  { name: 'one that recommends', change: vpa('Off'), says: [] },
  {
    name: 'one that evicts pods',
    change: vpa('Recreate'),
    alone: true,
    says: ['verticalpodautoscaler-web spec.updatePolicy.updateMode: "Recreate"; "Off"'],
  },
  {
    name: 'the default, which changes pods',
    change: vpa(undefined),
    says: ['verticalpodautoscaler-web spec.updatePolicy.updateMode: nothing; "Off"'],
  },
  {
    name: 'one of nobody',
    change: vpa('Off', 'wbe'),
    says: ['verticalpodautoscaler-web spec.targetRef: Rollout wbe; a workload in shop'],
  },
])
