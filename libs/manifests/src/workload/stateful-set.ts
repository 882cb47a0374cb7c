import type { Chart } from 'cdk8s'
import type { ResolvedApp, Workload } from '@slipway/model'
import { StatefulSet } from '../chart/kinds.ts'
import { headlessName } from '../labels.ts'
import { claimSpec } from './volume-claims.ts'
import { replicas, workloadSpec } from './workload-spec.ts'

const fates = { keep: 'Retain', delete: 'Delete' } as const

/** Volumes stay when it is scaled down or deleted: losing data is a decision of people, who say so in `retention`. */
export function statefulSet(chart: Chart, app: ResolvedApp, workload: Extract<Workload, { kind: 'stateful' }>): void {
  const { start, retention } = workload
  new StatefulSet(chart, 'stateful-set', {
    spec: {
      ...replicas(app),
      ...workloadSpec(app),
      serviceName: headlessName(app),
      podManagementPolicy: start === 'together' ? 'Parallel' : 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: fates[retention.deleted],
        whenScaled: fates[retention.scaled],
      },
      volumeClaimTemplates: app.volumes
        .filter((v) => v.medium === 'claim')
        .map((v) => ({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: v.name },
          spec: claimSpec(v.size),
        })),
    },
  })
}
