import { describe, expect, it } from 'vitest'
import { appOf, appScope, foldersAbove, foldersOf, pathProblem } from './path.ts'

describe('a path of the tree', () => {
  it.each([
    'clusters/dev/shop/web/rollout-web.yaml',
    'argocd/prod-eu/root.yaml',
    'clusters/dev/platform/gateway/gateway-public_1.yaml',
    'clusters/dev/a/b/configmap-web.v1.yaml',
    'aws/111122223333/eu-west-1/repository-web.yaml',
  ])('%s may be written', (path) => {
    expect(pathProblem(path)).toBeUndefined()
  })

  it.each([
    ['../clusters/a.yaml', 'a path in clusters/, argocd/ or aws/'],
    ['/etc/a.yaml', 'a path in clusters/'],
    ['fleet/a.yaml', 'a path in clusters/'],
    ['clusters', 'a path in clusters/'],
    ['clustersx/a.yaml', 'a path in clusters/'],
    ['C:\\a.yaml', 'a path in clusters/'],
    ['clusters/../fleet/a.yaml', 'letters, digits'],
    ['clusters/./a.yaml', 'letters, digits'],
    ['clusters//a.yaml', 'letters, digits'],
    ['clusters/', 'letters, digits'],
    ['clusters/dev\\a.yaml', 'letters, digits'],
    ['clusters/dev/a\n.yaml', 'letters, digits'],
    ['clusters/dev/a\u0000.yaml', 'letters, digits'],
    ['clusters/dev/clusterrole-system:web.yaml', 'letters, digits'],
    ['clusters/dev/a b.yaml', 'letters, digits'],
    ['clusters/dev/é.yaml', 'letters, digits'],
    ['clusters/dev./a.yaml', 'letters, digits'],
    ['clusters/.git/a.yaml', 'letters, digits'],
    ['clusters/dev/aux/a.yaml', 'Windows'],
    ['clusters/dev/NUL.yaml', 'Windows'],
    [`clusters/${'a'.repeat(256)}.yaml`, 'at most 255'],
    ['clusters/dev/a.yml', 'ends in .yaml'],
    ['clusters/dev/a', 'ends in .yaml'],
  ])('%j may not, and it is said why', (path, problem) => {
    expect(pathProblem(path)).toContain(problem)
  })

  it('knows the folders above it, the nearest first', () => {
    expect(foldersAbove('clusters/dev/shop/a.yaml')).toEqual(['clusters/dev/shop', 'clusters/dev', 'clusters'])
    expect(foldersAbove('a')).toEqual([])
  })

  it('knows the folders above many, each once', () => {
    expect([...foldersOf(['clusters/dev/a.yaml', 'clusters/dev/shop/b.yaml', 'argocd/c.yaml'])].sort()).toEqual([
      'argocd',
      'clusters',
      'clusters/dev',
      'clusters/dev/shop',
    ])
  })
})

describe('the files of one app', () => {
  it.each([
    ['clusters/dev/shop/web/rollout-web.yaml', true],
    ['clusters/prod/pay/web/service-web.yaml', true],
    ['clusters/dev/shop/webby/rollout-webby.yaml', false],
    ['clusters/dev/web/namespace-web.yaml', false],
    ['clusters/dev/shop/web', false],
    ['clusters/web/shop/api/rollout-api.yaml', false],
    ['argocd/dev/shop/web/a.yaml', false],
  ])('%s: %s', (path, within) => {
    expect(appScope('web')(path, () => 'apps/api/app.ts')).toBe(within)
  })

  it.each([
    ['apps/web/app.ts', true],
    ['apps/web/app.yaml', true],
    ['apps/needs-web/app.ts', false],
    ['apps/web-2/app.ts', false],
    ['fleet/fleet.ts', false],
    [undefined, false],
  ])('in aws/ are those that are made from its own: %s is %s', (source, within) => {
    expect(appScope('web')('aws/111122223333/eu-west-1/repository-needs-web.yaml', () => source)).toBe(within)
    expect(appScope('web')('clusters/dev/platform/needs-web/queue-dev-a.yaml', () => source)).toBe(within)
  })

  it.each([
    ['clusters/dev/shop/web/rollout-web.yaml', 'web'],
    ['clusters/dev/platform/gateway/gateway-a.yaml', undefined],
    ['clusters/dev/shop/namespace-shop.yaml', undefined],
    ['argocd/dev/root.yaml', undefined],
  ])('%s lies in the folder of %s', (path, app) => {
    expect(appOf(path)).toBe(app)
  })
})
