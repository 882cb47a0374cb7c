import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { StatefulSet } from '../chart/kinds.ts'
import { headlessName } from '../labels.ts'
import { storageClass } from '../platform-names.ts'
import { memoryText } from '../quantity.ts'
import { replicas, workloadSpec } from './workload-spec.ts'

/** Volumes stay when it is scaled down or deleted: losing data is a decision of people. */
export function statefulSet(chart: Chart, app: ResolvedApp): void {
  new StatefulSet(chart, 'stateful-set', {
    spec: {
      ...replicas(app),
      ...workloadSpec(app),
      serviceName: headlessName(app),
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: app.volumes
        .filter((v) => v.persistent)
        .map((v) => ({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: v.name },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: storageClass,
            resources: { requests: { storage: memoryText(v.size) } },
            // The default, or Argo CD sees a difference.
            volumeMode: 'Filesystem' as const,
          },
        })),
    },
  })
}
