import { describe, expect, it } from 'vitest'
import { modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { namespace } from './namespace.ts'

const [home, deny] = objectsOf(namespace, modelOf(prod))

describe("the platform's namespace", () => {
  it.each(['enforce', 'audit', 'warn'])('%ss the restricted level', (mode) => {
    expect(home?.metadata.labels?.[`pod-security.kubernetes.io/${mode}`]).toBe('restricted')
  })

  it('is never deleted by a sync', () => {
    expect(home?.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' })
  })

  it('lets no pod speak or be spoken to', () => {
    expect(deny).toMatchObject({ kind: 'NetworkPolicy', metadata: { namespace: 'platform' } })
    expect(deny?.spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    expect(deny?.spec).not.toHaveProperty('ingress')
    expect(deny?.spec).not.toHaveProperty('egress')
  })
})
