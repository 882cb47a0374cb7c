import { parseDocument, stringify } from 'yaml'
import {
  editing,
  kinds,
  replacing,
  rollouts,
  scaledObjects,
  type KubeObject,
  type Live,
  type Sabotage,
} from '../shared/kit.ts'

/** Another HPA on CPU for what an autoscaler scales. */
export const cpuHpa = (
  metadata: KubeObject['metadata'],
  scaleTargetRef: unknown,
  minReplicas?: number,
  maxReplicas?: number,
): KubeObject => ({
  ...kinds.hpa,
  metadata,
  spec: {
    scaleTargetRef,
    minReplicas,
    maxReplicas,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
  },
})

const noFallback: Sabotage = {
  name: 'no-fallback',
  change: replacing(scaledObjects, /^ {2}fallback:\n(?: {4}.*\n)+/m, ''),
  causes: [{ code: 'no-fallback' }],
}

/** Removing the one made by hand does not solve it. */
const secondInGit: Sabotage = {
  name: 'second-scaler-in-git',
  change: (files) => {
    const second = [...files]
      .filter(([file]) => /\/scaledobject-/.test(file))
      .map(([file, text]): [string, string] => {
        const { metadata, spec } = parseDocument(text).toJS() as Live
        const { namespace = '', name } = metadata
        const [min, max] = [spec?.minReplicaCount, spec?.maxReplicaCount]
        const hpa = cpuHpa({ namespace, name: `${name}-cpu` }, spec?.scaleTargetRef, min, max)
        return [file.replace(/scaledobject-(.*)\.yaml$/, 'horizontalpodautoscaler-$1-cpu.yaml'), stringify(hpa)]
      })
    if (second.length === 0) throw new Error('nothing to break: no ScaledObject')
    return new Map([...files, ...second])
  },
  causes: [{ code: 'multiple-hpas' }],
}

/** Such pods need no more machines. */
const asksForNothing: Sabotage = {
  name: 'asks-for-nothing',
  change: editing(rollouts, (text) =>
    text.replace(
      /(requests:\n\s+cpu: )\S+(\n\s+ephemeral-storage: )\S+(\n\s+memory: )\S+/,
      (_, cpu: string, disk: string, memory: string) => `${cpu}1m${disk}1Mi${memory}1Mi`,
    ),
  ),
  causes: [{ code: 'all-placed', cpu: '1m' }],
}

const allAtOnce: Sabotage = {
  name: 'all-pods-at-once',
  change: editing(/\/rollout-/, (text) => {
    const document = parseDocument(text)
    document.setIn(['spec', 'strategy'], document.createNode({ canary: { maxSurge: 0, maxUnavailable: '100%' } }))
    return document.toString({ lineWidth: 0 })
  }),
  noticedBy: 'old-version-serves',
  causes: [{ code: 'release-takes-away', share: '100%', ready: 0 }],
}

export const scaleFaultBreaks: readonly Sabotage[] = [noFallback, secondInGit, asksForNothing, allAtOnce]
