import { Resolver } from 'node:dns/promises'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { at, fields, texts } from '@slipway/kube'
import { parse } from 'yaml'
import { chartValues } from '../cluster/chart-values.ts'
import { flags, freePort, freePorts, local, type Runtime } from '../cluster/runtime.ts'
import type { ProgramName } from '../programs/programs.ts'
import type { ApiServer } from './kube-apiserver.ts'

/** Exporters that the monitoring chart starts beside Prometheus, and CoreDNS of EKS. */

/**
 * As the chart makes them of the values that the tree gives it (charts/kube-state-metrics/templates/deployment.yaml).
 */
export function stateMetricsOptions(application: string | undefined): Readonly<Record<string, string>> {
  const values = fields(at(chartValues(parse(application ?? '{}')), 'kube-state-metrics'))
  const labels = texts(values['metricLabelsAllowlist'])
  return labels.length === 0 ? {} : { 'metric-labels-allowlist': labels.join(',') }
}

async function startStateMetrics(runtime: Runtime, api: ApiServer, application: string | undefined): Promise<number> {
  const [port = 0, own] = await freePorts(2)
  const args = flags({
    ...stateMetricsOptions(application),
    kubeconfig: api.kubeconfig,
    host: '127.0.0.1',
    port,
    'telemetry-host': '127.0.0.1',
    'telemetry-port': own,
  })
  await runtime.serve({ program: 'kube-state-metrics', args }, `http://${local(port)}/healthz`)
  return port
}

/** It measures this machine, which is no node of the cluster. */
async function startNodeExporter(runtime: Runtime): Promise<number> {
  const port = await freePort()
  const args = flags({ 'web.listen-address': local(port) })
  await runtime.serve({ program: 'node-exporter', args }, `http://${local(port)}/`)
  return port
}

/** It answers every name with who asks: the cluster's names are not served here. */
async function startDns(runtime: Runtime): Promise<number> {
  const [port = 0, metrics = 0] = await freePorts(2)
  const file = path.join(runtime.place('coredns'), 'Corefile')
  writeFileSync(file, `.:${port} {\n  bind 127.0.0.1\n  whoami\n  prometheus ${local(metrics)}\n}\n`)
  await runtime.serve({ program: 'coredns', args: ['-conf', file] }, `http://${local(metrics)}/metrics`)
  // A counter of answers is there when somebody has asked.
  const resolver = new Resolver({ timeout: 1000, tries: 1 })
  resolver.setServers([local(port)])
  const asking = setInterval(() => void resolver.resolve4('kubernetes.default').catch(() => undefined), 2000)
  asking.unref()
  return metrics
}

/** Starts those that a scenario needs, and says where their metrics are, by the name of their job. */
export async function startExporters(
  runtime: Runtime,
  api: ApiServer,
  programs: readonly ProgramName[],
  application: string | undefined,
  measured: (monitor: string) => (port: number) => void,
): Promise<void> {
  const has = (name: ProgramName) => programs.includes(name)
  await Promise.all([
    ...(has('kube-state-metrics')
      ? [startStateMetrics(runtime, api, application).then(measured('kube-state-metrics'))]
      : []),
    ...(has('node-exporter') ? [startNodeExporter(runtime).then(measured('node-exporter'))] : []),
    ...(has('coredns') ? [startDns(runtime).then(measured('coredns'))] : []),
  ])
}
