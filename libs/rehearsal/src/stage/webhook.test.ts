import { describe, expect, it } from 'vitest'
import { refreshedBy } from './webhook.ts'

const application = (paths: string | undefined, path: string | undefined = 'clusters/dev/shop/catalog') => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: 'catalog',
    ...(paths === undefined ? {} : { annotations: { 'argocd.argoproj.io/manifest-generate-paths': paths } }),
  },
  spec: { source: { path } },
})

describe('refreshedBy', () => {
  it.each<[string, string | undefined, string, boolean]>([
    ['its own file', '.', 'clusters/dev/shop/catalog/service-catalog.yaml', true],
    ['another app', '.', 'clusters/dev/shop/orders/service-orders.yaml', false],
    ['an app whose name goes on', '.', 'clusters/dev/shop/catalog-2/service.yaml', false],
    ['a file further down', '.', 'clusters/dev/shop/catalog/more/service.yaml', true],
    ['anything, without the annotation', undefined, 'README.md', true],
    ['anything, with an empty one', ' ; ', 'README.md', true],
    ['a path from the root', '/shared', 'shared/values.yaml', true],
    ['a second path', '.; /shared', 'shared/values.yaml', true],
    ['neither of two', '.;/shared', 'clusters/dev/shop/orders/service.yaml', false],
  ])('%s', (_, paths, changed, wanted) => expect(refreshedBy(application(paths), [changed])).toBe(wanted))

  it('is always so for a commit that changes no file, and never for a chart', () => {
    expect(refreshedBy(application('.'), [])).toBe(true)
    expect(refreshedBy({ ...application(undefined), spec: { source: { chart: 'keda' } } }, ['a'])).toBe(false)
  })
})
