import { z } from 'zod'
import { matching, nameForms } from '@slipway/core'

const name = '([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+[a-z][-a-z0-9]*[a-z0-9]'
export const domainPattern = new RegExp(`^${name}$`)

/** A domain that is not a cluster's own, in `domains` of `fleet/fleet.ts`; the key is its name. */
export const domain = z
  .strictObject({
    teams: z.array(z.string()).min(1).describe('the teams whose apps may be on its hosts, such as ["shop"]'),
    clusters: z
      .union([
        z.array(z.string()).min(1),
        z.record(z.string(), z.int().min(0).max(255).describe('a weight, a whole number from 0 to 255')),
      ])
      .describe(
        'the clusters that serve it: ["prod-eu", "prod-us"] sends each visitor to the nearest, { "prod-eu": 90, "prod-us": 10 } goes by weight',
      ),
    hosts: z
      .array(matching(new RegExp(`^(\\*\\.)?${name}$`), 'a host such as "www.globex.com", or "*.globex.com"'))
      .min(1)
      .describe('the hosts that are served; the domain itself and all just below it by default')
      .optional(),
    zone: matching(domainPattern, 'the Route 53 zone that it is in, such as "globex.com"')
      .describe("the Route 53 zone that it is in, of the cluster's account; one of its own name by default")
      .optional(),
    certificate: z
      .strictObject({
        secret: matching(
          nameForms.label,
          'a secret of the platform with the keys "tls.crt" and "tls.key", such as "globex-tls"',
        ),
      })
      .describe('{ secret: "globex-tls" } for a certificate that you bought; one of Let\'s Encrypt by default')
      .optional(),
  })
  .describe('a domain beside those of the clusters: { teams: ["shop"], clusters: ["prod-eu"] }')
export type DomainData = z.output<typeof domain>

interface Domains {
  readonly domains?: Readonly<Record<string, DomainData>> | undefined
}

/** A domain as one cluster serves it. */
export interface Domain {
  readonly name: string
  readonly hosts: readonly string[]
  readonly zone: string
  /** The platform's secret with its certificate; null for one of Let's Encrypt. */
  readonly secret: string | null
  /** How Route 53 chooses among the clusters. */
  readonly answer:
    | { readonly by: 'nothing' }
    | { readonly by: 'latency' }
    | { readonly by: 'weight'; readonly weight: number }
}

const hostsOfDomain = (name: string, { hosts }: Pick<DomainData, 'hosts'>): readonly string[] =>
  hosts ?? [name, `*.${name}`]

export const clustersOfDomain = ({ clusters }: Pick<DomainData, 'clusters'>): readonly string[] =>
  Array.isArray(clusters) ? clusters : Object.keys(clusters)

/** A star stands for one label, as in certificates. */
export function coversHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.slice(host.indexOf('.')) === pattern.slice(1) : pattern === host
}

/** The domain of the fleet that serves a host; the longest, where one lies below another. */
export function domainOfHost(host: string, { domains = {} }: Domains): readonly [string, DomainData] | undefined {
  return Object.entries(domains)
    .filter(([name, data]) => hostsOfDomain(name, data).some((pattern) => coversHost(pattern, host)))
    .sort(([a], [b]) => b.length - a.length)[0]
}

/** The fleet's domains that a cluster serves, by name. */
export function domainsOf({ domains = {} }: Domains, cluster: { readonly name: string }): readonly Domain[] {
  return Object.entries(domains)
    .filter(([, data]) => clustersOfDomain(data).includes(cluster.name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, data]) => ({
      name,
      hosts: hostsOfDomain(name, data),
      zone: data.zone ?? name,
      secret: data.certificate?.secret ?? null,
      answer: answerOf(data, cluster.name),
    }))
}

function answerOf({ clusters }: DomainData, cluster: string): Domain['answer'] {
  if (!Array.isArray(clusters)) return { by: 'weight', weight: clusters[cluster] ?? 0 }
  return clusters.length > 1 ? { by: 'latency' } : { by: 'nothing' }
}
