import { describe, expect, it } from 'vitest'
import { everySample, objects, podOf, sample } from '../test/sample.ts'

/** Values of every field of this name in an object, at any depth. */
function fieldsOf(value: unknown, field: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((v) => fieldsOf(v, field))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([k, v]) => [...(k === field ? [v] : []), ...fieldsOf(v, field)])
}

const own = { 'app.kubernetes.io/name': 'web' }

describe('labels', () => {
  it.each(everySample())('%s: every object says whose it is, and nothing of the version', (_, app) => {
    for (const o of objects(app)) {
      expect(o.metadata.namespace).toBe('shop')
      expect(o.metadata.labels).toEqual({
        ...own,
        'app.kubernetes.io/instance': 'web',
        'app.kubernetes.io/component': app.kind,
        'app.kubernetes.io/part-of': 'shop',
        'app.kubernetes.io/managed-by': 'slipway',
      })
    }
  })

  it.each(everySample())('%s: pods have these and the version', (_, app) => {
    expect(podOf(app).metadata.labels).toMatchObject({
      ...objects(app)[0]?.metadata.labels,
      'app.kubernetes.io/version': '1.4.0',
    })
  })

  it.each(everySample())(
    '%s: whatever selects pods of the app selects by its name alone, which never changes',
    (_, app) => {
      const kinds = [
        'Deployment',
        'Rollout',
        'StatefulSet',
        'DaemonSet',
        'Service',
        'PodDisruptionBudget',
        'PodMonitor',
        'AuthorizationPolicy',
      ]
      for (const o of objects(app).filter(({ kind }) => kinds.includes(kind))) {
        const { selector } = o['spec'] as { selector: { matchLabels?: unknown } }
        expect(selector.matchLabels ?? selector).toEqual(own)
      }
      const spread = fieldsOf(podOf(app).spec.topologySpreadConstraints, 'labelSelector')
      for (const s of spread) expect(s).toEqual({ matchLabels: own })
    },
  )

  it('a pod says whom it calls', () => {
    const app = sample(
      { kind: 'cron', calls: ['catalog', { app: 'ledger', optional: true }] },
      { neighbours: { catalog: { kind: 'http' }, ledger: { kind: 'http' } } },
    )
    expect(podOf(app).metadata.labels).toMatchObject({
      'calls.slipway.dev/catalog': 'true',
      'calls.slipway.dev/ledger': 'true',
    })
  })
})
