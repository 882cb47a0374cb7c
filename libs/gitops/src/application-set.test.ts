import type { IApplicationSet } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import { describe, expect, it } from 'vitest'
import { applicationSet } from './application-set.ts'
import { dev, fleet, madeOne, prod } from '../test/fixture.ts'

const setOf = (project: string, cluster = prod, of = fleet) =>
  madeOne<IApplicationSet>((chart) => applicationSet(chart, project, 0, cluster, of))
const shop = setOf('shop')
const { template } = shop.spec

describe('the Applications of a team', () => {
  it('are its folders in this cluster, at the branch by its full name', () => {
    expect(shop.spec.generators).toEqual([
      {
        git: {
          repoURL: 'https://git.test/acme/estate.git',
          revision: 'refs/heads/trunk',
          directories: [{ path: 'clusters/prod-eu/shop/*' }],
        },
      },
    ])
  })

  it('fail loudly on a parameter that is not there', () => {
    expect(shop.spec).toMatchObject({ goTemplate: true, goTemplateOptions: ['missingkey=error'] })
  })

  it('take only their name and their path from the folder', () => {
    const templated = [...JSON.stringify(template).matchAll(/"(\w+)":"([^"]*\{\{[^"]*)"/g)].map((m) => [m[1], m[2]])
    expect(templated).toEqual([
      ['name', 'shop-{{.path.basenameNormalized}}'],
      ['path', '{{.path.path}}'],
    ])
  })

  it('are compared again only when their own folder changes', () => {
    expect(template.metadata.annotations).toEqual({ 'argocd.argoproj.io/manifest-generate-paths': '.' })
  })

  it.each([
    ['shop', dev, true],
    ['shop', prod, false],
    ['platform', dev, false],
  ])('of %s tell GitHub of a healthy release only where something comes next', (project, cluster, tells) => {
    const asked = {
      ...fleet,
      repository: { url: 'https://github.com/acme/estate.git', branch: 'main', dispatch: true },
    }
    const of = (f: typeof fleet) => setOf(project, cluster, f).spec.template.metadata.annotations
    expect(of(asked)).toEqual({
      'argocd.argoproj.io/manifest-generate-paths': '.',
      ...(tells ? { 'notifications.argoproj.io/subscribe.release-healthy.github': '' } : {}),
    })
    expect(of(fleet)).toEqual({ 'argocd.argoproj.io/manifest-generate-paths': '.' })
  })

  it('leave the namespace to the folder that makes it with its labels', () => {
    expect(template.spec.syncPolicy?.syncOptions).toEqual(['ApplyOutOfSyncOnly=true'])
  })

  it('ignore what Rollouts writes into VirtualServices, and nothing else', () => {
    expect(template.spec.ignoreDifferences).toEqual([
      {
        group: 'networking.istio.io',
        kind: 'VirtualService',
        jqPathExpressions: ['.spec.http[]?.route[]?.weight', '.spec.http[]? | select(.name == "canary-buckets")'],
      },
    ])
  })

  it('may be stopped by hand, by turning their automation off and in no other way', () => {
    expect(shop.spec.ignoreApplicationDifferences).toEqual([{ jsonPointers: ['/spec/syncPolicy/automated'] }])
  })
})

describe('where folders that are gone take their Applications along', () => {
  const [before, folders, after, ...more] = setOf('shop', dev).spec.generators

  it('the folders are read between two looks at the file that a team always has', () => {
    expect(folders?.git?.directories).toEqual([{ path: 'clusters/dev/shop/*' }])
    expect(after).toEqual(before)
    expect(more).toEqual([])
  })

  it('such a look is an element without a path, dropped only when the file was merged into it', () => {
    const git = {
      repoURL: 'https://git.test/acme/estate.git',
      revision: 'refs/heads/trunk',
      files: [{ path: 'clusters/dev/shop/namespace/namespace-shop.yaml' }],
    }
    expect(before).toEqual({
      merge: { mergeKeys: ['kind'], generators: [{ list: { elements: [{ kind: 'Namespace' }] } }, { git }] },
      selector: { matchExpressions: [{ key: 'apiVersion', operator: 'DoesNotExist' }] },
    })
  })
})

describe('a folder that is gone from git', () => {
  const oneEnvironment = { ...fleet, environments: fleet.environments.slice(0, 1), clusters: [dev] }

  it.each([
    ['dev', 'shop', dev, fleet, 'sync', false],
    ['prod-eu', 'shop', prod, fleet, 'create-update', true],
    ['dev', 'platform', dev, fleet, 'create-update', true],
    ['a fleet of one environment', 'shop', dev, oneEnvironment, 'create-update', true],
  ])('in %s of %s', (_where, project, cluster, of, applicationsSync, preserveResourcesOnDeletion) => {
    expect(setOf(project, cluster, of).spec.syncPolicy).toEqual({
      applicationsSync,
      preserveResourcesOnDeletion,
    })
  })

  it('is safe from the end of the ApplicationSet, too: a finalizer lets the controller let go of the Applications first', () => {
    expect(shop.metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io'])
    expect(template.metadata.finalizers).toBeUndefined()
  })
})
