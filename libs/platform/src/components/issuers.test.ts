import { describe, expect, it } from 'vitest'
import { fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { issuers } from './issuers.ts'

const [issuer] = objectsOf(issuers, modelOf(prod))
const { acme } = issuer?.spec as { acme: { email: string; solvers: readonly Readonly<Record<string, unknown>>[] } }

describe('the issuer of certificates', () => {
  it("writes to the fleet's address", () => {
    expect(acme.email).toBe(fleet.email)
  })

  it("proves the cluster's own domain by DNS, in its region, with no key of its own", () => {
    expect(acme.solvers).toEqual([
      { selector: { dnsZones: ['prod-eu.acme.test'] }, dns01: { route53: { region: 'eu-west-1' } } },
    ])
  })
})
