import { describe, expect, it } from 'vitest'
import { domainIssues } from './domain-rules.ts'
import { coversHost, domainOfHost, domainsOf, type DomainData } from '../domain.ts'
import type { Fleet } from '../fleet.ts'
import type { ClusterDraft } from './fleet-rules.ts'

const cluster = (name: string, environment: string, region: string, internalDomain?: string): ClusterDraft => ({
  name,
  file: `fleet/clusters/${name}.ts`,
  data: { environment, region, domain: `${name}.acme.example`, internalDomain },
})
const clusters = [
  cluster('dev', 'dev', 'eu-west-1'),
  cluster('eu', 'prod', 'eu-west-1', 'in.acme.example'),
  cluster('eu-2', 'prod', 'eu-west-1'),
  cluster('us', 'prod', 'us-east-1'),
]
const sound = { teams: ['shop'], clusters: ['eu', 'us'] }

const told = (domain: Partial<DomainData>, name = 'globex.com') =>
  domainIssues({ domains: { [name]: { ...sound, ...domain } }, teams: { shop: {}, pay: {} } as never }, clusters).map(
    ({ at, code, hint }) => `${at.replace(/^domains\."?[^" ]*"?\.?/, '')} [${code}] ${hint}`,
  )

describe('a domain of the fleet', () => {
  it.each<[string, Partial<DomainData>, ...string[]]>([
    ['in two regions', {}],
    ['by weight', { clusters: { eu: 90, 'eu-2': 10 } }],
    ['with hosts', { hosts: ['globex.com', '*.globex.com', 'a.b.globex.com'] }],
    ['an unknown team', { teams: ['shop', 'shp'] }, 'teams[1] [unknown-team] did you mean "shop"?'],
    ['an unknown cluster', { clusters: ['uk'] }, 'clusters[0] [unknown-cluster] did you mean "us"?'],
    [
      'an unknown cluster with a weight',
      { clusters: { uk: 1, eu: 1 } },
      'clusters.uk [unknown-cluster] did you mean "us"?',
    ],
    ['a cluster twice', { clusters: ['eu', 'eu'] }, 'clusters[1] [duplicate-name] take one of the two out'],
    [
      'a host of another domain',
      { hosts: ['www.globex.com', 'globex.org'] },
      'hosts[1] [host-outside] correct it, or list its own domain',
    ],
    [
      'a host that only ends alike',
      { hosts: ['www.theglobex.com'] },
      'hosts[0] [host-outside] correct it, or list its own domain',
    ],
    [
      'two environments',
      { clusters: ['dev', 'us'] },
      'clusters [domain-environments] list another domain for the other environment',
    ],
    [
      'one region twice',
      { clusters: ['eu', 'eu-2'] },
      'clusters [domain-region] give weights: clusters: { "eu": 50, "eu-2": 50 }',
    ],
    ['no weight at all', { clusters: { eu: 0, us: 0 } }, 'clusters [domain-weights] raise one'],
  ])('%s', (_, domain, ...lines) => expect(told(domain)).toEqual(lines))

  it.each([
    ['Globex.com', 'domain-name'],
    ['globex', 'domain-name'],
    ['eu.acme.example', 'domain-taken'],
    ['shop.eu.acme.example', 'domain-taken'],
    ['in.acme.example', 'domain-taken'],
  ])('%s: %s', (name, code) => expect(told({}, name).join()).toContain(`[${code}]`))

  it('may lie above those of the clusters', () => expect(told({}, 'acme.example')).toEqual([]))
})

describe('whose a host is', () => {
  it.each([
    ['*.globex.com', 'www.globex.com', true],
    ['*.globex.com', 'globex.com', false],
    ['*.globex.com', 'a.b.globex.com', false],
    ['*.globex.com', 'wwwglobex.com', false],
    ['globex.com', 'globex.com', true],
  ])('%s covers %s: %s', (pattern, host, covers) => expect(coversHost(pattern, host)).toBe(covers))

  const fleet = {
    domains: {
      'globex.com': sound,
      'eu.globex.com': sound,
      'shop.globex.com': { ...sound, hosts: ['shop.globex.com'] },
    },
  } as Pick<Fleet, 'domains'>
  it.each([
    ['www.globex.com', 'globex.com'],
    ['eu.globex.com', 'eu.globex.com'],
    ['a.eu.globex.com', 'eu.globex.com'],
    ['shop.globex.com', 'shop.globex.com'],
    ['a.shop.globex.com', undefined],
  ])('%s is of %s', (host, domain) => expect(domainOfHost(host, fleet)?.[0]).toBe(domain))
})

it('says to each cluster what Route 53 is told', () => {
  const of = (clusters: DomainData['clusters'], name: string) =>
    domainsOf({ domains: { 'globex.com': { ...sound, clusters } } }, { name: name as never }).map((d) => d.answer)
  expect(of(['eu'], 'eu')).toEqual([{ by: 'nothing' }])
  expect(of(['eu', 'us'], 'us')).toEqual([{ by: 'latency' }])
  expect(of({ eu: 90, us: 10 }, 'us')).toEqual([{ by: 'weight', weight: 10 }])
  expect(of(['eu'], 'us')).toEqual([])
})
