import { fields } from '@slipway/kube'
import { cause, joined, pending, say, seen, type Said, type TestContext } from '../shared/kit.ts'
import { askApi } from '../shared/prometheus-api.ts'
import type { NamedSeries } from './rule-series.ts'
import type { Matcher } from './selectors.ts'

/** Whether programs expose the series that rules name. */

/** Series whose program does not run here, and why not. */
const absent: readonly (readonly [names: RegExp, why: string])[] = [
  [/^certmanager_/, 'cert-manager does not run here'],
  [/^otelcol_/, 'collectors run in `logs`'],
  [/^prometheus_remote_storage_/, 'nothing is sent to a workspace of AWS here'],
  [/^externalsecret_/, 'External Secrets does not run here'],
  // Its AWS provider is wrapped in what counts them, its KWOK provider is not (cmd/controller/main.go, kwok/main.go of
  // 1.14.1).
  [/^karpenter_cloudprovider_/, "Karpenter's AWS provider does not run here"],
]

const whyNotExposed = (metric: string): string | undefined => absent.find(([names]) => names.test(metric))?.[1]

/** Labels that only a proxy of Istio's gives: the gateway here is an upstream Envoy. */
const proxyLabels = new Set(['response_flags', 'source_workload'])

/** Values that nothing takes here, and where their program has them. */
const untaken: readonly (readonly [metric: RegExp, value: RegExp, where: string])[] = [
  [/^coredns_dns_responses_total$/, /SERVFAIL/, 'RcodeToString of miekg/dns'],
  [/^argocd_app_sync_total$/, /Error\|Failed/, 'OperationPhase of gitops-engine, pkg/sync/common'],
  [
    /^argocd_app_info$/,
    /Degraded\|Missing|OutOfSync\|Unknown/,
    'HealthStatusCode of gitops-engine, SyncStatusCode of Argo CD',
  ],
]
const isUntaken = (metric: string, { value }: Matcher) =>
  untaken.some(([names, values]) => names.test(metric) && values.test(value))

type Found = 'exposed' | 'named' | { readonly lacks: string; readonly value?: string } | 'unknown'

/** A series that has ended since counts, too. */
const everSeen = (test: TestContext, selector: string) => test.ask(`count(last_over_time(${selector}[10m]))`)

async function lookFor(
  test: TestContext,
  names: ReadonlySet<string>,
  { metric, labels, values }: NamedSeries,
): Promise<Found> {
  if (((await everSeen(test, metric)) ?? 0) === 0) return names.has(metric) ? 'named' : 'unknown'
  const asked = metric.startsWith('istio_') ? labels.filter((label) => !proxyLabels.has(label)) : labels
  for (const label of asked) if (((await everSeen(test, `${metric}{${label}!=""}`)) ?? 0) === 0) return { lacks: label }
  for (const matcher of values) {
    const { label, op, value } = matcher
    const seen = asked.includes(label) ? await everSeen(test, `${metric}{${label}${op}${value}}`) : 1
    if ((seen ?? 0) === 0 && !isUntaken(metric, matcher)) return { lacks: label, value }
  }
  return 'exposed'
}

/** Also of those that have no series yet: exporters say their types. */
const namesOf = async (test: TestContext): Promise<ReadonlySet<string>> =>
  new Set(Object.keys(fields(await askApi(test, 'metadata'))))

const list = (all: readonly NamedSeries[]) => [...new Set(all.map(({ metric }) => metric))].sort()

const wrong = ({ by, metric }: NamedSeries, found: Found): Said =>
  cause('series-not-exposed', {
    rule: by,
    metric,
    ...(typeof found === 'object'
      ? { label: `${found.lacks}${found.value === undefined ? '' : ` of ${found.value}`}` }
      : {}),
  })

/** Each series and label that a rule names has been seen, or is named here as one that cannot be. */
export async function seriesExposed(test: TestContext, all: readonly NamedSeries[]): Promise<void> {
  const asked = all.filter(({ metric }) => whyNotExposed(metric) === undefined)
  const others = all.filter(({ metric }) => whyNotExposed(metric) !== undefined)
  await test.assertSoon(
    'every series, label and state that a rule names is exposed by a real program',
    async () => {
      const names = await namesOf(test)
      const found = await Promise.all(asked.map(async (one) => [one, await lookFor(test, names, one)] as const))
      const bad = found.filter(([, is]) => is !== 'exposed' && is !== 'named')
      if (asked.length === 0 || bad.length > 0) return pending(joined(bad.map(([one, is]) => wrong(one, is))))
      const [whole, named] = (['exposed', 'named'] as const).map((kind) =>
        list(found.filter(([, is]) => is === kind).map(([one]) => one)),
      )
      return seen(
        say`${String(whole?.length ?? 0)} with their labels; ${String(named?.length ?? 0)} by name, which have no series here: ${(named ?? []).join(', ') || 'none'}; not asked, for their program does not run: ${list(others).join(', ') || 'none'}`,
      )
    },
    30,
    'rules-exposed',
  )
}
