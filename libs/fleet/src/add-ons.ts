import { overlaid } from '@slipway/kube'
import { z } from 'zod'
import { matching } from '@slipway/core'

/**
 * The add-ons of Slipway (libs/platform/src/addons), by the name of the Helm release; some only where a cluster needs
 * them.
 */
export const addonNames = [
  'ack',
  'argo-cd',
  'argo-rollouts',
  'aws-load-balancer-controller',
  'aws-node-termination-handler',
  'cert-manager',
  'cluster-autoscaler',
  'eck-operator',
  'external-dns',
  'external-secrets',
  'istio-base',
  'istio-cni',
  'istio-ingress',
  'istio-ingress-internal',
  'istiod',
  'karpenter',
  'keda',
  'kube-prometheus-stack',
  'metrics-server',
  'vertical-pod-autoscaler',
] as const
export type AddonName = (typeof addonNames)[number]

/** A value of a chart: JSON without `null`, which Argo CD and Helm treat differently. */
export type Value = string | number | boolean | readonly Value[] | Values
export interface Values {
  readonly [key: string]: Value
}
const value: z.ZodType<Value, Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(value), z.record(z.string(), value)]),
)
const values: z.ZodType<Values, Values> = z
  .record(z.string(), value)
  .describe("values of the chart, laid over Slipway's by field, such as { resources: { requests: { cpu: '1' } } }")

const version = matching(/^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$/, 'one version of the chart, such as "2.20.2"')

const choice = z
  .union([
    z.literal('ours'),
    z.strictObject({
      version: version.optional(),
      values: values.optional(),
    }),
  ])
  .describe("'ours' where you run it yourself, or { version, values }")
type AddonChoice = z.output<typeof choice>

const choices = Object.fromEntries(addonNames.map((name) => [name, choice.optional()])) as Record<
  AddonName,
  z.ZodOptional<typeof choice>
>
export const addOns = z
  .strictObject(choices)
  .describe("add-ons that are not as Slipway brings them, such as { keda: 'ours' } or { keda: { version: '2.20.3' } }")

const groupKind = matching(
  /^[a-z0-9.-]+\/[A-Z][A-Za-z0-9]*$/,
  'a kind with its group, such as "rbac.authorization.k8s.io/ClusterRole"',
)

/** A Helm chart of the organisation's own. */
export const chart = z.strictObject({
  name: matching(/^[a-z][-a-z0-9]{0,39}$/, 'the name of the Helm release, small letters, such as "redis"'),
  repository: matching(
    /^(https:\/\/\S+|[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?)$/,
    'where the chart is: "https://...", or registry and path of an OCI registry, such as "ghcr.io/acme/charts"',
  ),
  chart: matching(/^[a-z0-9][-a-z0-9._]*$/, 'the name of the chart; that of the release by default').optional(),
  version,
  namespace: matching(/^[a-z][-a-z0-9]{0,39}$/, 'the namespace that it gets, small letters, such as "cache"'),
  values: values.optional(),
  clusters: z
    .array(z.string())
    .min(1)
    .describe('environments or clusters that have it, such as ["prod"]; all by default')
    .optional(),
  wave: z
    .int()
    .min(-11)
    .max(-1)
    .describe('when it is synced: -11 (with what nodes and kinds come from) to -1 (before the teams); -5 by default')
    .optional(),
  level: z
    .enum(['restricted', 'baseline', 'privileged'])
    .describe('the Pod Security level of its namespace: "restricted" by default, "baseline" or "privileged"')
    .optional(),
  kinds: z
    .array(groupKind)
    .describe('kinds of the whole cluster that it brings, such as ["apiextensions.k8s.io/CustomResourceDefinition"]')
    .optional(),
})

export type AddonChoices = z.output<typeof addOns>

/** Whether the organisation runs an add-on of Slipway's by itself. */
export const runsItself = ({ addons }: { readonly addons?: AddonChoices | undefined }, name: AddonName): boolean =>
  addons?.[name] === 'ours'

/** A cluster's choices over the fleet's; `undefined` where there is none. */
export function choicesOf(
  fleet: AddonChoices | undefined,
  cluster: AddonChoices | undefined,
): AddonChoices | undefined {
  if (fleet === undefined || cluster === undefined) return cluster ?? fleet
  const merged: { -readonly [K in AddonName]?: AddonChoice | undefined } = { ...fleet }
  for (const name of addonNames) {
    const [all, here] = [fleet[name], cluster[name]]
    if (here === undefined) continue
    merged[name] =
      here === 'ours' || all === undefined || all === 'ours'
        ? here
        : {
            ...all,
            ...here,
            ...(all.values !== undefined && here.values !== undefined
              ? { values: overlaid(all.values, here.values) as Values }
              : {}),
          }
  }
  return merged
}
