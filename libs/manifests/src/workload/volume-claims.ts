import type { Chart } from 'cdk8s'
import type { ResolvedApp, Volume } from '@slipway/model'
import { PersistentVolumeClaim } from '../chart/kinds.ts'
import { storageClass } from '../platform-names.ts'
import { memoryText } from '../quantity.ts'

/** Claims that a StatefulSet makes of its template, and those that replace them. */
export const claimSpec = (size: number) => ({
  accessModes: ['ReadWriteOnce' as const],
  storageClassName: storageClass,
  resources: { requests: { storage: memoryText(size) } },
  // The default, or Argo CD sees a difference.
  volumeMode: 'Filesystem' as const,
})

/** As the StatefulSet names the claim of a pod. */
const claimName = (app: ResolvedApp, volume: Volume, pod: number): string => `${volume.name}-${app.name}-${pod}`

/**
 * A StatefulSet's template keeps its size forever, so volumes that have grown are written out, one a pod: the set takes
 * a claim that is there, and a claim may grow. Leaving git deletes none.
 */
export function volumeClaims(chart: Chart, app: ResolvedApp): void {
  if (app.scale.by !== 'nobody') return
  for (const volume of app.volumes) {
    const { grown } = volume
    if (grown === null) continue
    for (let pod = 0; pod < app.scale.pods; pod += 1) {
      const name = claimName(app, volume, pod)
      new PersistentVolumeClaim(chart, `claim-${name}`, {
        metadata: {
          name,
          annotations: {
            'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
            'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
          },
        },
        spec: claimSpec(grown),
      })
    }
  }
}
