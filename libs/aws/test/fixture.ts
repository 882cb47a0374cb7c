import type { Cluster, Fleet } from '@slipway/fleet'
import { exampleCluster, exampleFleet } from '@slipway/fleet/example'
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
): Cluster =>
  exampleCluster(name, environment, {
    account,
    registry,
    domain: `${name}.acme.test`,
    nodes: { scaler: 'karpenter', role: `acme-${name}-node`, pools: [] },
    ...more,
  })

export const dev = clusterOf('dev', 'dev', '222233334444', ireland)
export const prodEu = clusterOf('prod-eu', 'prod', '444455556666', ireland)
export const prodUs = clusterOf('prod-us', 'prod', '444455556666', virginia, { region: 'us-east-1' })

export const fleet = exampleFleet(['shop', 'finance'], [dev, prodEu, prodUs], {
  edition: 2,
  repository: { url: 'https://github.com/acme/estate.git', branch: 'trunk', ids: { owner: 12, repository: 34 } },
  email: 'platform@acme.test',
})

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
