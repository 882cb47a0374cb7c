import { exec } from '@slipway/cli/exec'
import { failed, issue, ok, type KubeObject, type Outcome } from '@slipway/core'
import type { Addon } from '@slipway/platform'
import { isFields } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'

/** As Argo CD passes what the cluster serves: charts make a ServiceMonitor only where its kind is known. */
const served = [
  'argoproj.io/v1alpha1',
  'autoscaling.k8s.io/v1',
  'cert-manager.io/v1',
  'external-secrets.io/v1',
  'monitoring.coreos.com/v1',
  'monitoring.coreos.com/v1/ServiceMonitor',
  'monitoring.coreos.com/v1/PodMonitor',
  'monitoring.coreos.com/v1/PrometheusRule',
] as const

const lastWords = (complaint: string): string =>
  complaint
    .slice(Math.max(0, complaint.lastIndexOf('Error: ')))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 400)

/** The objects of an add-on's chart with our values, as Argo CD has helm make them. */
export async function renderChart(
  helm: string,
  folder: string,
  { name, props }: Pick<Addon, 'name' | 'props'>,
  kubernetes: string,
): Promise<Outcome<readonly KubeObject[]>> {
  const args = ['template', name, folder, '--namespace', props.namespace, '--include-crds', '--values', '-']
  const versions = ['--kube-version', kubernetes, ...served.flatMap((one) => ['--api-versions', one])]
  const ran = await exec(helm, [...args, ...versions], { input: JSON.stringify(props.values), timeout: 120_000 })
  const where = `the chart ${props.chart} ${props.version}`
  if (ran.code !== 0) {
    const got = lastWords(ran.stderr)
    return failed(
      issue(where, `release ${name}`, 'chart-not-rendered', got, 'values that the chart renders', 'correct them'),
    )
  }
  const { docs, issues } = readYaml(where, ran.stdout)
  if (issues.length > 0) return failed(...issues)
  return ok(
    docs
      .map(({ value }) => value)
      .filter((value): value is KubeObject => isFields(value) && typeof value.kind === 'string'),
  )
}
