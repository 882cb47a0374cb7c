import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { kindOf } from '../chart/kinds.ts'
import { appContainer } from '../pod/container.ts'
import { scaleTarget } from './scale-target.ts'

/** There is no package of its types. */
interface IVerticalPodAutoscaler {
  readonly apiVersion: string
  readonly kind: string
  readonly spec: {
    readonly targetRef: ReturnType<typeof scaleTarget>
    readonly updatePolicy: { readonly updateMode: 'Off' }
    readonly resourcePolicy: { readonly containerPolicies: readonly object[] }
  }
}
const VerticalPodAutoscaler = kindOf<IVerticalPodAutoscaler>('VerticalPodAutoscaler')

/** `Off` only recommends (SYSTEM.md S2-63); `npx slipway advice` brings it into the spec. */
export function verticalPodAutoscaler(chart: Chart, app: ResolvedApp): void {
  if (!app.advice) return
  new VerticalPodAutoscaler(chart, 'vertical-pod-autoscaler', {
    spec: {
      targetRef: scaleTarget(app),
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
