import { z } from 'zod'
import { matching } from '@slipway/core'

const listOf = (pattern: RegExp, wanted: string) => z.array(matching(pattern, wanted)).optional()

/** Rights of one team beyond those of every team, which libs/model/src/fence has. */
export const may = z
  .strictObject({
    kinds: listOf(
      /^[a-z0-9.-]+\/[A-Z][A-Za-z0-9]*$/,
      'a kind with its group, such as "postgresql.cnpg.io/Cluster" ("core/Secret" for one without a group)',
    ),
    registries: listOf(
      /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]*[a-z0-9])?$/,
      'a registry or a repository whose images the pods may run, such as "quay.io/acme"',
    ),
    labels: listOf(/^[A-Za-z0-9][-A-Za-z0-9_.]*\/?([-A-Za-z0-9_.]+)?$/, 'a label, or a domain with a slash at its end'),
    annotations: listOf(
      /^[A-Za-z0-9][-A-Za-z0-9_.]*\/?([-A-Za-z0-9_.]+)?$/,
      'an annotation, or a domain with a slash at its end, such as "ad.datadoghq.com/"',
    ),
    priorities: listOf(/^[a-z0-9][-a-z0-9.]*$/, 'a PriorityClass of the cluster'),
    tolerations: listOf(/^[A-Za-z0-9][-A-Za-z0-9_./]*$/, 'the key of a taint, such as "nvidia.com/gpu"'),
    daemon: z
      .strictObject({
        cpu: matching(/^[1-9]\d*m?$/, 'cores or thousandths of one, such as "500m"').optional(),
        memory: matching(/^[1-9]\d*[MG]i$/, 'memory, such as "1Gi"').optional(),
        disk: matching(/^[1-9]\d*[MG]i$/, 'scratch disk, such as "4Gi"').optional(),
        count: z.int().min(1).max(50).describe('how many daemons the team may have in a cluster').optional(),
      })
      .describe(
        'what each container of a daemon may ask for on every node, such as { cpu: "500m", memory: "1Gi", disk: "4Gi" }',
      )
      .optional(),
    addresses: z.array(z.cidrv4().describe('an IPv4 range, such as "10.20.0.0/16"')).optional(),
    secrets: listOf(
      /^[A-Za-z0-9][A-Za-z0-9/_+=.@-]*$/,
      'the beginning of names in the secret store, such as "legacy/orders"',
    ),
    records: listOf(/^[a-zA-Z_][a-zA-Z0-9_:]*$/, 'the beginning of names of recording rules, such as "sales:"'),
    fields: listOf(
      /^[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9]+)+$/,
      'a field by its kind and path, without the members of lists, such as "VirtualService.spec.tcp" ("Pod.spec.readinessGates" of every pod template)',
    ),
    hosts: listOf(
      /^([a-z]([-a-z0-9]*[a-z0-9])?|([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z][-a-z0-9]*[a-z0-9])$/,
      'the first label of a host that is the team\'s, such as "shop", or a whole host of a domain, such as "www.globex.com"',
    ),
  })
  .describe('what the team may use beyond what every team may, such as { registries: ["quay.io/acme"] }')
export type May = z.output<typeof may>
