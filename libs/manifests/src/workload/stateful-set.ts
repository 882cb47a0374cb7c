import type { IStatefulSet } from 'kubernetes-models/apps/v1'
import type { ResolvedApp } from '@slipway/model'
import { replicas } from './deployment.ts'
import { metadata, selector } from '../labels.ts'
import { addObject, type Chart } from '../object.ts'
import { podTemplate } from '../pod/pod.ts'
import { memoryText } from '../quantity.ts'

/** The StorageClass of libs/platform. */
export const storageClass = 'gp3'

export const headlessName = (app: { readonly name: string }): string => `${app.name}-pods`

/** An app with state of its own. Its volumes stay when it is scaled down or deleted: losing them is a decision of people. */
export function statefulSet(chart: Chart, app: ResolvedApp): void {
  addObject<IStatefulSet>(chart, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(app),
    spec: {
      ...replicas(app),
      revisionHistoryLimit: 5,
      minReadySeconds: app.rollout.minReady,
      serviceName: headlessName(app),
      selector: { matchLabels: selector(app) },
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      template: podTemplate(app),
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
            // The API server's own default, written out: without it Argo CD sees a difference that is none.
            volumeMode: 'Filesystem' as const,
          },
        })),
    },
  })
}
