import { parseDocument, stringify } from 'yaml'
import { editing, type Sabotage } from '../shared/kit.ts'

const noFallback: Sabotage = {
  name: 'no-fallback',
  change: editing(/\/scaledobject-/, (text) => text.replace(/^ {2}fallback:\n(?: {4}.*\n)+/m, '')),
  noticedBy: { causes: [{ code: 'no-fallback' }] },
}

interface Scaled {
  readonly metadata: { readonly namespace: string; readonly name: string }
  readonly spec: {
    readonly scaleTargetRef: unknown
    readonly minReplicaCount: number
    readonly maxReplicaCount: number
  }
}

/** Removing the one made by hand does not solve it. */
const secondInGit: Sabotage = {
  name: 'second-scaler-in-git',
  change: (files) => {
    const second = [...files]
      .filter(([file]) => /\/scaledobject-/.test(file))
      .map(([file, text]): [string, string] => {
        const {
          metadata: { namespace, name },
          spec: { scaleTargetRef, minReplicaCount, maxReplicaCount },
        } = parseDocument(text).toJS() as Scaled
        return [
          file.replace(/scaledobject-(.*)\.yaml$/, 'horizontalpodautoscaler-$1-cpu.yaml'),
          stringify({
            apiVersion: 'autoscaling/v2',
            kind: 'HorizontalPodAutoscaler',
            metadata: { namespace, name: `${name}-cpu` },
            spec: {
              scaleTargetRef,
              minReplicas: minReplicaCount,
              maxReplicas: maxReplicaCount,
              metrics: [
                {
                  type: 'Resource',
                  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
                },
              ],
            },
          }),
        ]
      })
    if (second.length === 0) throw new Error('nothing to break: no ScaledObject')
    return new Map([...files, ...second])
  },
  noticedBy: { causes: [{ code: 'multiple-hpas' }] },
}

/** Such pods need no more machines. */
const asksForNothing: Sabotage = {
  name: 'asks-for-nothing',
  change: editing(/\/rollout-/, (text) =>
    text.replace(
      /(requests:\n\s+cpu: )\S+(\n\s+ephemeral-storage: )\S+(\n\s+memory: )\S+/,
      (_, cpu: string, disk: string, memory: string) => `${cpu}1m${disk}1Mi${memory}1Mi`,
    ),
  ),
  noticedBy: { causes: [{ code: 'all-placed', cpu: '1m' }] },
}

const allAtOnce: Sabotage = {
  name: 'all-pods-at-once',
  change: editing(/\/rollout-/, (text) => {
    const document = parseDocument(text)
    document.setIn(['spec', 'strategy'], document.createNode({ canary: { maxSurge: 0, maxUnavailable: '100%' } }))
    return document.toString({ lineWidth: 0 })
  }),
  noticedBy: { by: 'old-version-serves', causes: [{ code: 'release-takes-away', share: '100%', ready: 0 }] },
}

export const scaleFaultBreaks: readonly Sabotage[] = [noFallback, secondInGit, asksForNothing, allAtOnce]
