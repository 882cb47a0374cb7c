import { describe, expect, it } from 'vitest'
import { addons } from '../addons/addons.ts'
import { fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { monitors } from './monitors.ts'

const objects = objectsOf(monitors, modelOf(prod))

describe('monitors of add-ons', () => {
  it.each([
    ['gateway', 'istio-ingress', 15_090],
    ['argo-cd', 'argocd', 8082],
    ['cert-manager', 'cert-manager', 9402],
  ])('%s in %s is asked at %i', (name, namespace, port) => {
    expect(objects.find((o) => o.metadata.name === name)).toMatchObject({
      metadata: { namespace: 'platform' },
      spec: { namespaceSelector: { matchNames: [namespace] }, podMetricsEndpoints: [{ portNumber: port }] },
    })
  })

  it("stand for charts that come before the operator's kinds, which make none themselves", () => {
    const operator = addons(prod, fleet).find((a) => a.name === 'kube-prometheus-stack')
    const early = addons(prod, fleet).filter((a) => a.props.wave < (operator?.props.wave ?? 0))
    expect(early.map((a) => a.name)).toContain('cert-manager')
    for (const addon of early) expect(JSON.stringify(addon.props.values)).not.toMatch(/serviceMonitor|podMonitor/i)
  })
})
