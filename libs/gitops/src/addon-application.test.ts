import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import { addons, type Addon } from '@slipway/platform'
import { describe, expect, it } from 'vitest'
import { addonApplication } from './addon-application.ts'
import { dev, fleet, madeOne, prod } from '../test/fixture.ts'

const all = addons(prod, fleet)
const named = (name: string): Addon => {
  const found = all.find((a) => a.name === name)
  if (found === undefined) throw new Error(`no add-on ${name}`)
  return found
}
const of = (name: string, cluster = prod) =>
  madeOne<IApplication>((chart) => addonApplication(chart, named(name), cluster, fleet))

describe('the Application of an add-on', () => {
  it.each(all)('$name is its chart at its version with its values, released under its name', ({ name, props }) => {
    expect(of(name).spec.source).toEqual({
      repoURL: props.repository,
      chart: props.chart,
      targetRevision: props.version,
      helm: { releaseName: name, valuesObject: props.values },
    })
  })

  it.each(all)('$name leaves its objects behind', ({ name }) => {
    expect(of(name).metadata?.finalizers).toBeUndefined()
  })

  it.each([
    ['keda', ['CreateNamespace=true', 'ServerSideApply=true']],
    ['istio-ingress', ['CreateNamespace=true']],
    ['aws-load-balancer-controller', ['ServerSideApply=true']],
    ['metrics-server', undefined],
  ])('%s is synced with %j', (name, options) => {
    expect(of(name).spec.syncPolicy?.syncOptions).toEqual(options)
  })

  it('makes its namespace with labels, and none where the cluster brought it', () => {
    const labels = (name: string) => of(name).spec.syncPolicy?.managedNamespaceMetadata?.labels
    expect(labels('kube-prometheus-stack')).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'privileged' })
    expect(labels('istio-ingress')).toMatchObject({ 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' })
    expect(labels('metrics-server')).toBeUndefined()
  })

  it("does not pass for a team's namespace, which secrets are given to", () => {
    expect(JSON.stringify(of('keda').spec.syncPolicy)).not.toContain('managed-by')
  })

  it.each([
    [dev, true],
    [prod, false],
  ])('prunes what a new version dropped only where deletion needs nobody', (cluster, prune) => {
    expect(of('istio-base', cluster).spec.syncPolicy?.automated?.prune).toBe(prune)
  })

  it('ignores what istiod writes into its own webhooks', () => {
    const kinds = of('istiod').spec.ignoreDifferences?.map((d) => d.kind)
    expect(kinds).toEqual(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'])
    expect(of('keda').spec.ignoreDifferences).toBeUndefined()
  })
})
