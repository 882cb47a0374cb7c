import { z } from 'zod'
import { effectKinds } from '../effects/row.ts'
import { riskLevels } from '../risks/level.ts'

/** It grows when a field of the JSON goes or means something else; fields may be added. */
export const jsonVersion = 2

const level = z.enum(riskLevels)
const levelOrNone = z.enum([...riskLevels, 'none'])
const count = z.int().min(0)
const risk = z.strictObject({
  rule: z.string().describe('the rule that found it; `review --explain` says more'),
  level: level.describe('how much it weighs in this repository'),
  code: z.string().describe('the reason'),
  why: z.string().describe('the reason as a sentence; its wording may change'),
  objects: count.optional().describe('how many objects it is true of'),
  overridden: z
    .strictObject({ level: level.describe('the level of the rule'), reason: z.string() })
    .optional()
    .describe('where .slipway-review.yaml gives another level'),
})
const release = z.strictObject({
  digest: z.string().optional(),
  version: z.string().optional(),
  commit: z.string().optional(),
})
const totals = z.strictObject({
  pods: count,
  cpu: z.number().describe('in millicores'),
  memory: z.number().describe('in bytes'),
  month: z.number().nullable().describe('US dollars a month, where prices are known'),
})
const beforeAfter = z.strictObject({ before: totals, after: totals })
const side = z
  .strictObject({
    path: z.string(),
    line: count.describe('where its document begins, from 1'),
    group: z.string(),
    version: z.string(),
    kind: z.string().describe('empty for a document that is no Kubernetes object'),
    namespace: z.string(),
    name: z.string(),
    cluster: z.string().describe('empty where the tree does not say'),
  })
  .nullable()

const entry = z.strictObject({
  title: z.string(),
  level: levelOrNone,
  release: z.strictObject({ app: z.string(), before: release, after: release }).nullable(),
  spots: z.array(z.string()).describe('apps in clusters, or files'),
  lines: z.array(
    z.strictObject({
      verb: z.enum(['came', 'went', 'renamed', 'moved', 'add', 'remove', 'set', 'order']),
      what: z.string().describe('`pods`, `metadata`, `document` or a kind'),
      field: z.string(),
      values: z
        .array(
          z.strictObject({
            before: z.string(),
            after: z.string(),
            objects: count,
            level: levelOrNone,
            location: z.string(),
          }),
        )
        .describe('the riskiest first; `location` is one of its places'),
      objects: count,
      kinds: z.array(z.string()),
    }),
  ),
  effects: z.array(
    z.strictObject({
      kind: z.enum(effectKinds),
      code: z.string(),
      text: z.string().describe('the effect as a sentence; its wording may change'),
      source: z.string().describe('where the fact comes from'),
      objects: count,
    }),
  ),
  risks: z.array(risk),
  objects: z.array(count).describe('positions in `objects`'),
})

/** The output of `review --json`. */
export const reviewJson = z.strictObject({
  version: z.literal(jsonVersion),
  level: levelOrNone.describe('the highest of all risks'),
  blast: z.strictObject({
    objects: count,
    apps: count,
    clusters: z.array(z.string()),
    replaced: count.describe('workloads whose pods are replaced'),
    fewest: count.describe('pods of these at least'),
    most: count.describe('pods of these at most'),
    stopped: count.describe('workloads that go, with their pods'),
    prodRegions: z.array(z.string()),
    prodApps: count,
  }),
  capacity: z.strictObject({ fewest: beforeAfter, most: beforeAfter }).nullable(),
  causes: z
    .array(z.strictObject({ files: z.array(z.string()), objects: count, apps: z.array(z.string()) }))
    .describe('files of the fleet by which objects change, of apps that have no changed file of their own'),
  risks: z.array(risk).describe('risks of the change as a whole'),
  entries: z.array(entry).describe('what belongs together, the most dangerous first'),
  objects: z.array(
    z.strictObject({
      before: side,
      after: side,
      renamed: z.boolean(),
      moved: z.boolean(),
      fields: z.array(
        z.strictObject({
          op: z.enum(['add', 'remove', 'set', 'order']),
          path: z.string(),
          before: z.unknown(),
          after: z.unknown(),
        }),
      ),
    }),
  ),
  drift: z.array(z.strictObject({ app: z.string(), code: z.string(), text: z.string() })),
  unrendered: z
    .array(
      z.strictObject({
        name: z.string(),
        path: z.string(),
        tool: z.enum(['helm', 'kustomize', 'other']),
        code: z.string(),
        why: z.string().describe('why nobody knows what it comes to; its wording may change'),
        commands: z.array(z.string()).describe('what to run to see it'),
      }),
    )
    .describe('changed charts and kustomizations that were not rendered'),
  others: z.array(z.string()).describe('files that changed and are no manifests'),
  files: z.array(
    z.looseObject({
      path: z.string(),
      can: z.string().describe('what a file of this kind can do'),
      level: levelOrNone,
      risks: z.array(z.strictObject({ level, code: z.string(), why: z.string() })),
    }),
  ),
  issues: z
    .array(
      z.strictObject({
        file: z.string(),
        at: z.string(),
        code: z.string(),
        got: z.string(),
        want: z.string(),
        hint: z.string(),
        warning: z.literal(true).optional(),
      }),
    )
    .describe('what could not be read'),
})

/** The JSON Schema of it, as libs/review/review.schema.json has it. */
export const jsonSchema = (): string =>
  `${JSON.stringify({ $id: `slipway:review:${jsonVersion}`, title: 'What a change of rendered manifests does', ...z.toJSONSchema(reviewJson, { io: 'input' }) }, null, 1)}\n`
