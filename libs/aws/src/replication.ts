import type { Registry } from './registry.ts'
import { resource, type AwsResource } from './model/stack.ts'

/** To the account's other regions. A registry has one such configuration, which this stack owns. */
export const replication = (home: Registry, others: readonly Registry[]): AwsResource =>
  resource('AWS::ECR::ReplicationConfiguration', {
    ReplicationConfiguration: {
      Rules: [
        {
          Destinations: others.map(({ account, region }) => ({ Region: region, RegistryId: account })),
          ...(home.prefix === '' ? {} : { RepositoryFilters: [{ Filter: home.prefix, FilterType: 'PREFIX_MATCH' }] }),
        },
      ],
    },
  })
