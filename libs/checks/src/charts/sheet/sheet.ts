import { z } from 'zod'
import { parse, type Outcome } from '@slipway/core'
import { isBranch, leafKinds, type ValueTree } from './value-tree.ts'

const tree: z.ZodType<ValueTree> = z.lazy(() =>
  z.union([z.enum(leafKinds), z.array(z.string()), z.record(z.string(), tree)]),
)

const labels = z.record(z.string(), z.string())

const container = z.strictObject({
  name: z.string(),
  image: z.string(),
  init: z.literal(true).optional(),
  /** Names of the requested resources: `cpu`, `memory`. */
  requests: z.array(z.string()),
  limits: z.array(z.string()),
})

const budget = z.strictObject({
  name: z.string(),
  minAvailable: z.union([z.number(), z.string()]).optional(),
  maxUnavailable: z.union([z.number(), z.string()]).optional(),
})

const toleration = z.strictObject({
  key: z.string().optional(),
  operator: z.string().optional(),
  value: z.string().optional(),
  effect: z.string().optional(),
})

const workload = z.strictObject({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** The least that run at once; `undefined` for one on each node. */
  replicas: z.number().optional(),
  account: z.string(),
  /** The strictest Pod Security level that its pods keep, and what keeps them from the next. */
  level: z.enum(['restricted', 'baseline', 'privileged']),
  because: z.array(z.string()),
  nodeSelector: labels,
  /** Required node affinity: keys that a node must have, by term. */
  affinity: z.array(z.array(z.string())),
  tolerations: z.array(toleration),
  spread: z.boolean(),
  priority: z.string().optional(),
  budgets: z.array(budget),
  containers: z.array(container),
})
export type WorkloadFacts = z.output<typeof workload>

const object = z.strictObject({
  /** `apps/Deployment`; of the core group `/Service`. */
  kind: z.string(),
  names: z.array(z.string()).describe("`namespace/name`, or the name of what is the whole cluster's"),
})

const facts = z.strictObject({
  objects: z.array(object),
  workloads: z.array(workload),
  /** `namespace/name`: accounts that their pods run as, and that the chart makes. */
  accounts: z.array(z.string()),
  /** Accounts that may read every Secret of the cluster. */
  secretReaders: z.array(z.string()),
  /** Ports of Services: `namespace/name: 443 https`. */
  ports: z.array(z.string()),
  /** ServiceMonitors and PodMonitors. */
  monitors: z.array(z.string()),
})
export type Facts = z.output<typeof facts>

const sheet = z.strictObject({
  chart: z.string(),
  version: z.string(),
  app: z.string().optional(),
  /** Versions of Kubernetes that the chart takes, as its Chart.yaml says. */
  kubernetes: z.string().optional(),
  values: tree,
  /**
   * By the way to them in the values: settings that the app of this version reads; `*` at the end stands for any more.
   */
  settings: z.record(z.string(), z.array(z.string())).optional(),
  /** The facts of renderings: `of` are the sums of values (libs/checks/src/charts/sheet/sum.ts) with the same facts. */
  renders: z.array(z.strictObject({ of: z.array(z.string()), facts })),
})
export type Sheet = z.output<typeof sheet>

export const sheetOf = (raw: unknown, file: string): Outcome<Sheet> => parse(sheet, raw, file)

export const sheetName = ({ chart, version }: Pick<Sheet, 'chart' | 'version'>): string => `${chart}-${version}.json`

const line = (value: unknown): string => JSON.stringify(value)

/** JSON that a diff can be read of: one line a key of values, an object, a workload. */
export function sheetText({ values, renders, ...head }: Sheet): string {
  const list = (all: readonly unknown[], indent: string): string =>
    all.length === 0 ? '[]' : `[\n${all.map((one) => `${indent}  ${line(one)}`).join(',\n')}\n${indent}]`
  const branch = isBranch(values)
    ? Object.entries(values).map(([key, one]) => `    ${line(key)}: ${line(one)}`)
    : line(values)
  const rendered = renders.map(
    ({ of, facts: found }) =>
      `    {\n      "of": ${line(of)},\n      "facts": {\n${Object.entries(found)
        .map(([key, value]) => `        ${line(key)}: ${Array.isArray(value) ? list(value, '        ') : line(value)}`)
        .join(',\n')}\n      }\n    }`,
  )
  const parts = [
    ...Object.entries(head)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `  ${line(key)}: ${line(value)}`),
    `  "values": ${typeof branch === 'string' ? branch : `{\n${branch.join(',\n')}\n  }`}`,
    `  "renders": ${rendered.length === 0 ? '[]' : `[\n${rendered.join(',\n')}\n  ]`}`,
  ]
  return `{\n${parts.join(',\n')}\n}\n`
}
