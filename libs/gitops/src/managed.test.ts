import type { IApplication, IApplicationSet, IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { Fleet } from '@slipway/fleet'
import { addons } from '@slipway/platform'
import { describe, expect, it } from 'vitest'
import { fleet as self, modelOf, prod } from '../test/fixture.ts'
import { gitopsObjects } from './argo-chart.ts'

const admins = '886103e0-f051-7068-b225-e6392b959d9e'
const fleet: Fleet = {
  ...self,
  argocd: 'eks',
  identityCenter: { instance: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', region: 'eu-west-1', admins },
}
const objects = gitopsObjects(modelOf(prod), fleet).flatMap((file) => file.objects)
const of = <T>(kind: string) => objects.filter((object) => object.kind === kind) as unknown as readonly T[]
const arn = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod-eu'

// https://docs.aws.amazon.com/eks/latest/userguide/argocd-comparison.html
describe('Argo CD as an EKS Capability', () => {
  it('knows its cluster by its ARN, and by nothing else', () => {
    const destinations = [
      ...of<IApplication>('Application').map(({ spec }) => spec.destination),
      ...of<IApplicationSet>('ApplicationSet').map(({ spec }) => spec.template.spec.destination),
      ...of<IAppProject>('AppProject').flatMap(({ spec }) => spec.destinations ?? []),
    ]
    expect(destinations.length).toBeGreaterThan(10)
    for (const { server, name } of destinations) expect([server, name]).toEqual([arn, undefined])
  })

  it('takes Applications of its one namespace, which each project has to name', () => {
    for (const { spec } of of<IAppProject>('AppProject')) expect(spec.sourceNamespaces).toEqual(['argocd'])
    for (const { metadata } of objects) expect(metadata.namespace).toBe('argocd')
  })

  it('has no chart, no notifications, and of its settings only those that AWS documents', () => {
    expect(addons(prod, fleet).map(({ name }) => name)).not.toContain('argo-cd')
    expect(JSON.stringify(objects)).not.toContain('notifications.argoproj.io')
    const [settings, ...more] = of<{ data: object; metadata: { name: string; labels: object } }>('ConfigMap')
    expect(more).toEqual([])
    expect(settings?.metadata).toMatchObject({ name: 'argocd-cm', labels: { 'app.kubernetes.io/part-of': 'argocd' } })
    for (const key of Object.keys(settings?.data ?? {})) expect(key).toMatch(/^resource\.customizations\.health\./)
  })

  it('may make that ConfigMap, and elsewhere nobody may', () => {
    const root = (of: Fleet) =>
      gitopsObjects(modelOf(prod), of)
        .flatMap((file) => file.objects)
        .filter(
          ({ kind, metadata }) => kind === 'AppProject' && metadata.name === 'slipway',
        ) as unknown as IAppProject[]
    const configMaps = (of: Fleet) =>
      (root(of)[0]?.spec.namespaceResourceWhitelist ?? []).filter(({ kind }) => kind === 'ConfigMap')
    expect(configMaps(fleet)).toEqual([{ group: '', kind: 'ConfigMap' }])
    expect(configMaps(self)).toEqual([])
  })

  it('knows people by ids of Identity Center', () => {
    const groups = (name: string) =>
      of<IAppProject & { metadata: { name: string } }>('AppProject')
        .filter(({ metadata }) => metadata.name === name)
        .flatMap(({ spec }) => spec.roles?.flatMap((role) => role.groups ?? []) ?? [])
    expect(groups('platform')).toEqual([admins])
    expect(groups('shop')).toEqual([self.teams.get('shop' as never)?.group])
  })

  it('keeps the promises of the chart: the rest of each object is the same', () => {
    const rest = (given: Fleet) =>
      gitopsObjects(modelOf(prod), given)
        .filter(({ path }) => !/argo-cd|argocd-cm|root/.test(path))
        .map((file) =>
          JSON.stringify(file)
            .replaceAll(arn, 'https://kubernetes.default.svc')
            .replaceAll('"sourceNamespaces":["argocd"],', '')
            .replaceAll(admins, 'acme:platform'),
        )
    // Projects of add-ons have the chart's own namespace and repository less.
    const shared = (all: readonly string[]) => all.filter((text) => !text.includes('appproject-addons'))
    expect(shared(rest(fleet))).toEqual(shared(rest(self)))
  })
})
