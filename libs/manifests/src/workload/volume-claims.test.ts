import type { IStatefulSet } from 'kubernetes-models/apps/v1'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1'
import { describe, expect, it } from 'vitest'
import { namesOf, object, sample } from '../../test/sample.ts'

const grown = (scale: number) =>
  sample({
    kind: 'stateful',
    scale,
    volumes: { '/data': { size: '10Gi', grown: '20Gi' }, '/var/log': '1Gi' },
  })

describe('volumeClaims', () => {
  it.each([
    [1, ['data-web-0']],
    [3, ['data-web-0', 'data-web-1', 'data-web-2']],
    [0, []],
  ])('of %i pods: the claims that the StatefulSet would make, of what has grown alone', (scale, names) => {
    expect(namesOf(grown(scale), 'PersistentVolumeClaim')).toEqual(names)
  })

  it('are of the new size; the template, which nothing can change, is not', () => {
    const app = grown(2)
    const [template] = object<IStatefulSet>(app, 'StatefulSet').spec?.volumeClaimTemplates ?? []
    const claim = object<IPersistentVolumeClaim>(app, 'PersistentVolumeClaim', 'data-web-1')
    expect(template?.spec?.resources?.requests?.['storage']).toBe('10Gi')
    expect(claim.spec).toEqual({ ...template?.spec, resources: { requests: { storage: '20Gi' } } })
  })

  it('stay, with their data, when there are fewer pods, or no app', () => {
    expect(object(grown(1), 'PersistentVolumeClaim', 'data-web-0').metadata.annotations).toEqual({
      'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    })
  })

  it('are none where nothing has grown', () => {
    const app = sample({ kind: 'stateful', volumes: { '/data': { size: '10Gi' } } })
    expect(namesOf(app, 'PersistentVolumeClaim')).toEqual([])
  })
})
