import { parse, type Outcome } from '@slipway/core'
import { readYaml } from '@slipway/kube/read-yaml'
import { z } from 'zod'
import { riskLevels } from './level.ts'

/**
 * The file in which a repository says which risks weigh more or less there, and where its clusters are; that of the old
 * side counts, so no change lowers its own.
 */
export const settingsFile = '.slipway-review.yaml'

const words = (what: string) => z.array(z.string().min(1)).min(1).optional().describe(what)
const override = z.strictObject({
  rule: z.string().min(1).describe('a rule or a reason, as `review --rules` and review.json have them'),
  level: z.enum(riskLevels).describe('low, medium or high'),
  reason: z.string().trim().min(10).describe('why, in ten characters at least: every report shows it'),
  kinds: words('kinds of objects, such as [Deployment]'),
  names: words('names of objects; `*` stands for any letters'),
  files: words('paths of files; `*` stands for any letters'),
})
const cluster = z.strictObject({
  name: z.string().min(1).describe('the name of a cluster, such as prod-eu'),
  environment: z.string().min(1).optional().describe('the name of its environment; without it, by its own name'),
  region: z.string().min(1).optional().describe('the name of its region; without it, a region of its own'),
  prod: z.boolean().optional().describe('true where people depend on it; without it, by the name of its environment'),
  paths: words('globs of its folders, such as ["apps/*/overlays/prod-eu"]; `**` goes through any folders'),
  destinations: words('what Argo CD calls it: names or servers of destinations'),
})
const schema = z.strictObject({
  risks: z.array(override).optional().describe('a list of rules with a level and a reason'),
  clusters: z
    .array(cluster)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'names that differ')
    .optional()
    .describe('a list of clusters, in the order in which a change goes through them'),
})
export type RiskOverride = z.infer<typeof override>
export type ClusterSetting = z.infer<typeof cluster>

interface ReviewSettings {
  readonly risks: readonly RiskOverride[]
  readonly clusters: readonly ClusterSetting[]
}

export function readSettings(text: string): Outcome<ReviewSettings> {
  const { docs, issues } = readYaml(settingsFile, text)
  if (issues.length > 0) return { ok: false, issues }
  const read = parse(schema, docs[0]?.value ?? {}, settingsFile)
  return read.ok ? { ok: true, value: { risks: read.value.risks ?? [], clusters: read.value.clusters ?? [] } } : read
}
