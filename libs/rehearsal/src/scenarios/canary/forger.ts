import { fakeService, metricsPage } from '../../cluster/fake-service.ts'
import { objectsOf, type Filed } from '../adopt/admission.ts'
import { endpointsOf, jobsOf } from '../shared/monitor-jobs.ts'
import {
  cause,
  editing,
  joined,
  needs,
  pending,
  say,
  seen,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

/** Serves counters that rise with the time. @param lines by how much a second, by series */
function page(lines: Readonly<Record<string, number>>) {
  const since = Date.now()
  return fakeService(() => {
    const seconds = (Date.now() - since) / 1000
    const text = Object.entries(lines).map(([series, rate]) => `${series} ${Math.round(seconds * rate)}`)
    return metricsPage(`${text.join('\n')}\n`)
  })
}

const failing = ({ team, name }: StagedApp): Readonly<Record<string, number>> => ({
  ...Object.fromEntries(
    ['', '-stable', '-canary'].map((side) => [
      `istio_requests_total{reporter="source",destination_service_namespace="${team}",destination_service_name="${name}${side}",namespace="${team}",response_code="503"}`,
      2000,
    ]),
  ),
  [`istio_requests_total{reporter="destination",destination_workload_namespace="${team}",destination_workload="${name}",namespace="${team}",response_code="503"}`]: 2000,
})
const answering = ({ team, name }: StagedApp): Readonly<Record<string, number>> => ({
  [`istio_requests_total{reporter="source",destination_service_namespace="${team}",destination_service_name="${name}-canary",response_code="200"}`]: 20,
})

/** Queries that decide about an app, and are 0 or empty as long as no request fails. */
function questionsOf(objects: readonly Filed[], { team, name }: StagedApp): ReadonlyMap<string, string> {
  const own = objects.filter(({ file }) => file.split('/').slice(2, 4).join('/') === `${team}/${name}`)
  return new Map(
    own.flatMap(({ object }): readonly (readonly [string, string])[] => {
      const spec = object['spec'] as {
        metrics?: readonly { name: string; provider?: { prometheus?: { query?: string } } }[]
        groups?: readonly { rules: readonly { alert?: string; record?: string; expr: string }[] }[]
        triggers?: readonly { name?: string; type: string; metadata: { query?: string } }[]
      }
      switch (object.kind) {
        case 'AnalysisTemplate':
          return (spec.metrics ?? [])
            .filter((metric) => metric.name === 'errors')
            .map((metric) => ['the errors of its canary', metric.provider?.prometheus?.query ?? ''])
        case 'PrometheusRule':
          return (spec.groups ?? []).flatMap(({ rules }) =>
            rules
              .filter(
                ({ alert, record, expr }) =>
                  expr.includes('istio_') && (alert ?? record)?.endsWith(':slo_requests:rate5m') === false,
              )
              .map(({ alert, record, expr }): [string, string] => [
                alert === undefined ? `what alerts read, ${record ?? ''},` : `the alert ${alert}`,
                expr,
              ]),
          )
        case 'ScaledObject':
          return (spec.triggers ?? [])
            .filter(({ metadata }) => metadata.query?.includes('istio_requests_total') === true)
            .map((trigger) => [`its scaler's ${trigger.name ?? trigger.type}`, trigger.metadata.query ?? ''])
        default:
          return []
      }
    }),
  )
}

async function forged(test: TestContext, app: StagedApp): Promise<void> {
  const objects = objectsOf(test.sabotaged(test.estate.files()), test.cluster.name)
  const monitor = objects.find(
    ({ file, object }) => object.kind === 'PodMonitor' && file.includes(`/${app.team}/${app.name}/`),
  )
  const endpoints = monitor === undefined ? [] : endpointsOf(monitor.object)
  const questions = questionsOf(objects, app)
  const [honest, forger] = await Promise.all([page(answering(app)), page(failing(app))])
  try {
    await test.scrape([
      // A caller: its proxy tells the truth, and the app beside it lies in its own metrics.
      ...jobsOf(app.team, 'caller-1', { '15020': forger.port, '15090': honest.port, app: forger.port }, endpoints),
      // A pod of another team, by a monitor that nobody checked.
      ...jobsOf('another-team', 'stranger-1', { app: forger.port }, []),
    ])
    const isSeen = await test.assertSoon(
      'Prometheus sees the caller and the stranger',
      async () => {
        const canary = await test.ask(
          `sum(rate(istio_requests_total{destination_service_name="${app.name}-canary",response_code="200"}[30s]))`,
        )
        const stranger = await test.ask('sum(rate(istio_requests_total{namespace="another-team"}[30s]))')
        // Each page of the caller, that with the lies too, as often as a rate needs it.
        const scrapes = await test.ask('min(count_over_time(up{pod="caller-1"}[30s]))')
        const both = `${String(canary ?? 'no')} and ${String(stranger ?? 'no')} requests a second`
        return (canary ?? 0) > 0 && (stranger ?? 0) > 0 && (scrapes ?? 0) >= 4 ? seen(both) : pending(both)
      },
      20,
    )
    if (!isSeen) return
    const answers = await Promise.all(
      [...questions].map(async ([what, query]) => [what, await test.ask(query)] as const),
    )
    const moved = answers.filter(([, value]) => value !== undefined && !Number.isNaN(value) && value !== 0)
    test.assert(
      'what pods say of themselves decides about nobody: not a canary, an alert or a scaler',
      moved.length === 0,
      moved.length === 0
        ? say`${answers.length} questions about ${app.name}, each as without the forgers`
        : joined(moved.map(([question, value]) => cause('forged', { question, value: value ?? 0 }))),
    )
  } finally {
    for (const one of [honest, forger]) one.close()
  }
}

const sabotages: readonly Sabotage[] = [
  {
    name: 'series-kept',
    change: editing(/\/podmonitor-/, (text) => text.replaceAll(/^ +metricRelabelings:\n(?: {8,}.*\n)+/gm, '')),
    causes: [{ code: 'forged', question: 'the errors of its canary' }],
  },
  {
    name: 'any-namespace',
    change: editing(/\/analysistemplate-/, (text) => text.replaceAll(/,namespace=~?"[^"]*"/g, '')),
    causes: [{ code: 'forged', question: 'the errors of its canary' }],
  },
]

export const forger: Scenario = {
  name: 'forger',
  needs: [...needs.bare, 'prometheus'],
  description:
    "A real Prometheus, asked as canaries, alerts and scalers ask, does not believe a pod that serves another app's failures as its own metrics.",
  where: 'last',
  run: async (test) => {
    const [app] = test.canaries()
    await forged(test, app)
  },
  sabotages,
}
