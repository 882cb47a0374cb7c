import { describe, expect, it } from 'vitest'
import { fence, fenceNames, type FencePart } from '@slipway/model/fence'
import { fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { policies } from './policies.ts'

interface Spec {
  readonly failurePolicy: string
  readonly validationActions: readonly string[]
  readonly policyName: string
  readonly matchResources?: { readonly namespaceSelector: { readonly matchExpressions: readonly object[] } }
  readonly variables: readonly { readonly name: string; readonly expression: string }[]
  readonly validations: readonly { readonly expression: string; readonly message: string }[]
}

const made = (of = fleet) => objectsOf(policies, modelOf(prod), of).map((o) => ({ ...o, spec: o['spec'] as Spec }))
const named = (kind: string, of = fleet) =>
  new Map(made(of).flatMap((o) => (o.kind === kind ? [[o.metadata.name, o.spec]] : [])))
const all = named('ValidatingAdmissionPolicy')
const bindings = named('ValidatingAdmissionPolicyBinding')

/** But for what the mesh itself adds to a Pod before policies are asked. */
const seen = ({ constraints }: FencePart) => constraints.filter(({ inTreeOnly }) => inTreeOnly !== true)

describe('the policies of a cluster', () => {
  it('are one for each part of the fence, one for kinds, and one for what is of the whole cluster', () => {
    expect([...all.keys()]).toEqual(['kinds', ...fenceNames, 'cluster'].map((part) => `teams-${part}`))
    expect([...bindings.keys()]).toEqual([...all.keys()])
  })

  it('refuse when they cannot judge, and are bound to refuse', () => {
    for (const [name, spec] of all) {
      expect(spec.failurePolicy).toBe('Fail')
      expect(bindings.get(name)).toMatchObject({ policyName: name, validationActions: ['Deny'] })
    }
  })

  it("are bound to the teams' namespaces by name, but for the one of the cluster", () => {
    const values = [...fleet.teams.keys()].sort()
    for (const [name, { matchResources }] of bindings)
      expect(matchResources?.namespaceSelector.matchExpressions).toEqual(
        name === 'teams-cluster' ? undefined : [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }],
      )
  })

  it('have a validation for each constraint of the table, that says the same words', () => {
    for (const name of fenceNames) {
      const { validations = [] } = all.get(`teams-${name}`) ?? {}
      expect(validations.map(({ message }) => message.replace(/^.*?: wanted /, ''))).toEqual(
        seen(fence[name]).map(({ want, hint }) => `${want}; do ${hint}`),
      )
      // More is cut off by the API server, or refused.
      for (const { expression, message } of validations) {
        expect(message).not.toMatch(/\n/)
        expect(expression.length).toBeLessThan(4000)
      }
    }
  })

  it('know what the fleet gives one team and no other', () => {
    const [first = 'shop' as never] = fleet.teams.keys()
    const team = fleet.teams.get(first)
    if (team === undefined) throw new Error('the fixture has teams')
    const teams = new Map(fleet.teams).set(first, { ...team, may: { registries: ['quay.io/acme'] } })
    const registries = (of: typeof fleet) =>
      named('ValidatingAdmissionPolicy', of)
        .get('teams-pods')
        ?.variables.find(({ name }) => name === 'registries')?.expression
    expect(registries(fleet)).toBe("['registry.test/']")
    expect(registries({ ...fleet, teams })).toMatch(
      new RegExp(`'${first}': \\['registry.test/', 'quay.io/acme/'.*\\}\\[variables.team\\]$`),
    )
  })
})
