import { clusterName, envName, teamName } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { AwsApp, AwsUse } from '../src/aws-app.ts'

// A small fleet for this lib's tests; nothing else imports it.

export const ireland = '111122223333.dkr.ecr.eu-west-1.amazonaws.com'
export const virginia = '111122223333.dkr.ecr.us-east-1.amazonaws.com'

export const clusterOf = (
  name: string,
  environment: string,
  account: string,
  registry: string,
  more: Partial<Cluster> = {},
): Cluster => ({
  name: clusterName(name),
  environment: envName(environment),
  wave: 1,
  account,
  registry,
  region: 'eu-west-1',
  zones: ['eu-west-1a', 'eu-west-1b'],
  kubernetes: '1.35',
  domain: `${name}.acme.test`,
  network: { vpc: '10.0.0.0/16', pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: { scaler: 'karpenter', role: `acme-${name}-node`, pools: [] },
  quiet: false,
  ...more,
})

export const dev = clusterOf('dev', 'dev', '222233334444', ireland)
export const prodEu = clusterOf('prod-eu', 'prod', '444455556666', ireland)
export const prodUs = clusterOf('prod-us', 'prod', '444455556666', virginia, { region: 'us-east-1' })

const quota = { cpu: '10', memory: '20Gi', pods: 50 }
const team = (name: string) => ({ owners: [`@acme/${name}`], group: `acme:${name}`, slack: `#${name}`, quota })

export const fleet: Fleet = {
  name: 'acme',
  edition: 2,
  freezes: [],
  promoter: false,
  repository: { url: 'https://github.com/acme/estate.git', branch: 'trunk', ids: { owner: 12, repository: 34 } },
  email: 'platform@acme.test',
  environments: [envName('dev'), envName('prod')],
  teams: new Map([
    [teamName('shop'), team('shop')],
    [teamName('finance'), team('finance')],
  ]),
  clusters: [dev, prodEu, prodUs],
}

export const withClusters = (...clusters: readonly Cluster[]): Fleet => ({ ...fleet, clusters })

const unused: AwsUse = { team: 'shop', sends: [], works: [], needs: {}, borrows: {}, snapshots: null }

/** The same in every environment of the fleet. */
export const appOf = (name: string, use: Partial<AwsUse> = {}): AwsApp => ({
  name,
  file: `apps/${name}/app.ts`,
  built: true,
  isFunction: false,
  uses: { dev: { ...unused, ...use }, prod: { ...unused, ...use } },
})
