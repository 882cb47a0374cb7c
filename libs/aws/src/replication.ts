import type { Registry } from './registry.ts'
import type { Resource } from './template.ts'

/**
 * The copies that ECR makes of what is pushed to the home registry, for clusters in other regions of its account. A registry has one such
 * configuration; a stack of this takes it over. Repositories keep the settings that their own stacks give them.
 */
export const replication = (home: Registry, others: readonly Registry[]): Resource => ({
  Type: 'AWS::ECR::ReplicationConfiguration',
  Properties: {
    ReplicationConfiguration: {
      Rules: [
        {
          Destinations: others.map(({ account, region }) => ({ Region: region, RegistryId: account })),
          ...(home.prefix === '' ? {} : { RepositoryFilters: [{ Filter: home.prefix, FilterType: 'PREFIX_MATCH' }] }),
        },
      ],
    },
  },
})
