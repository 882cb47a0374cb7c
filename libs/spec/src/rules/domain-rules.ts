import { fieldPath, show, suggestion, type Issue } from '@slipway/core'
import { clustersOfDomain, domainOfHost, type Fleet } from '@slipway/fleet'
import { clustersOf, issueIn, type Draft } from '../read/app-draft.ts'
import { isWholeHost, type Expose } from '../shape/expose.ts'
import { hostClaims } from './host-claims.ts'

/**
 * Whole hosts are of a domain of the fleet, for the team, in the clusters where the app is; the internal gateway is
 * there.
 */
export function domainIssues(app: Draft, fleet: Fleet): Issue[] {
  const found = new Map<string, Issue>()
  const domains = Object.keys(fleet.domains ?? {})
  for (const [env, spec] of app.parts) {
    const here = clustersOf(app, env, fleet)
    const add = (at: string, code: string, got: string, want: string, hint: string) => {
      const one = issueIn(app, env, at, code, got, want, hint)
      found.set(`${one.at} ${code} ${got}`, one)
    }
    const isInternal = spec.kind === 'http' && (spec.expose as Partial<Expose> | undefined)?.gateway === 'internal'
    if (isInternal) {
      const without = here.filter((c) => c.internalDomain === undefined)
      if (without.length > 0)
        add(
          'expose.gateway',
          'no-internal-gateway',
          `"internal", in ${without.map((c) => c.name).join(', ')}`,
          'a cluster with an internal gateway',
          `add internalDomain to fleet/clusters/${without[0]?.name}.ts, or write "public" in in.${env}`,
        )
    }
    // The internal gateway has none, as the app's own rules say.
    for (const { host, at } of isInternal ? [] : hostClaims(spec).filter((claim) => isWholeHost(claim.host))) {
      const domain = domainOfHost(host, fleet)
      if (domain === undefined) {
        const own = fleet.clusters.find((c) => host === `${host.split('.')[0]}.${c.domain}`)
        add(
          at,
          'host-unknown',
          show(host),
          'a host of a domain in fleet/fleet.ts (domains)',
          own === undefined && domains.length > 0
            ? suggestion(host.slice(host.indexOf('.') + 1), domains)
            : `write ${show(host.split('.')[0])}: each cluster adds its own domain`,
        )
        continue
      }
      const [name, data] = domain
      if (spec.team !== undefined && !data.teams.includes(spec.team))
        add(
          at,
          'host-not-given',
          `${show(host)}, for the team ${spec.team}`,
          `a host of a domain that the fleet gives to the team (${name} is for ${data.teams.join(', ')})`,
          `have the platform add ${show(spec.team)} to ${fieldPath(['domains', name, 'teams'])} in fleet/fleet.ts`,
        )
      const missing = here.map((c): string => c.name).filter((name) => !clustersOfDomain(data).includes(name))
      if (missing.length > 0)
        add(
          at,
          'host-elsewhere',
          `${show(host)}, in ${missing.join(', ')}`,
          `a host that is served there (${name} is served by ${clustersOfDomain(data).join(', ')})`,
          `write another host in in.${env}, such as in: { ${env}: { expose: { host: "${app.name}" } } }`,
        )
    }
  }
  return [...found.values()]
}
