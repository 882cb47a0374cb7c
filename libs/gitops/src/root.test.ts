import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import { describe, expect, it } from 'vitest'
import { fleet, modelOf, prod } from '../test/fixture.ts'
import { gitopsObjects } from './argo-chart.ts'

const [file] = gitopsObjects(modelOf(prod), fleet)
if (file === undefined) throw new Error('the first file is root.yaml')
const { path, objects } = file
const root = objects[1] as unknown as IApplication

describe('root.yaml', () => {
  it('holds the project and the Application that needs it, in that order', () => {
    expect(path).toBe('argocd/prod-eu/root.yaml')
    expect(objects.map((o) => `${o.kind} ${o.metadata.name}`)).toEqual(['AppProject slipway', 'Application root'])
    expect(root.spec.project).toBe('slipway')
  })

  it('syncs the folder that it lies in', () => {
    expect(root.spec.source).toEqual({
      repoURL: 'https://git.test/acme/estate.git',
      targetRevision: 'refs/heads/trunk',
      path: 'argocd/prod-eu',
    })
  })

  it("cannot order its own end, nor its project's, nor take anything along", () => {
    const stays = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' }
    for (const { metadata } of objects) expect(metadata.annotations).toMatchObject(stays)
    expect(root.metadata.finalizers).toBeUndefined()
  })

  it('lets ApplicationSets let go of their Applications before they are gone', () => {
    expect(root.spec.syncPolicy?.syncOptions).toContain('PrunePropagationPolicy=background')
  })

  it('is not held up later by an add-on that is ill', () => {
    expect(root.spec.syncPolicy?.syncOptions).toContain('ApplyOutOfSyncOnly=true')
  })

  it("may make Argo CD's own objects and nothing else", () => {
    expect(objects[0]?.spec).toMatchObject({
      clusterResourceWhitelist: [],
      destinations: [{ namespace: 'argocd', server: 'https://kubernetes.default.svc' }],
      namespaceResourceWhitelist: ['AppProject', 'Application', 'ApplicationSet'].map((kind) => ({
        group: 'argoproj.io',
        kind,
      })),
    })
  })
})
