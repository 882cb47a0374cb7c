import { exampleCluster, exampleFleet } from '@slipway/fleet/example'

/** One cluster and one team. */
export const fleet = exampleFleet(['shop'], [exampleCluster('dev', 'dev', { region: 'eu-central-1' })])
