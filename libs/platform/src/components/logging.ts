import { loggingOf } from '@slipway/fleet'
import { DaemonSet } from '@slipway/manifests'
import { collectorPod, inMonitoring, labelsOf } from '../signals/agent-pod.ts'
import { made, storeAddress, writer } from '../elastic/names.ts'
import { trustFolder } from '../elastic/own-pod.ts'
import { writerPassword } from '../elastic/writer-secret.ts'
import { logCollector, logConfig } from '../signals/log-config.ts'
import { authorizationKey, logStoreSecret } from '../signals/log-exporters.ts'
import { logState, podLogs } from '../signals/log-reading.ts'
import { collectorFrame, configText, portOf, storeSecret, sumOf } from './collector.ts'
import type { Component } from './component.ts'
import { podReader } from './pod-reader.ts'

const name = logCollector

/**
 * A collector on each node: turns pods' output into records with one set of fields, without secrets, and sends them to
 * the store.
 */
export const logging: Component = (chart, { cluster, teams }, fleet) => {
  const to = loggingOf(cluster, fleet)
  if (to === undefined || to.cluster?.by === 'beats') return
  const text = configText(logConfig(to, cluster, teams.map((team) => team.name).toSorted()))
  const address = to.cluster === undefined ? to.address : storeAddress
  const port = address === undefined ? [] : [portOf(address)]
  collectorFrame(chart, { name, text, to: port, aws: to.to === 'cloudwatch' || to.to === 'opensearch', from: [] })
  podReader(chart, name, ['pods', 'namespaces'])
  const asks = to.cluster === undefined && (to.to === 'otel' || to.to === 'elastic')
  if (asks) storeSecret(chart, cluster, logStoreSecret)
  new DaemonSet(chart, `${name}-pods`, {
    metadata: inMonitoring(name),
    spec: {
      selector: { matchLabels: labelsOf(name) },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: collectorPod(
        {
          name,
          sum: sumOf(text),
          memory: { request: cluster.quiet ? '96Mi' : '192Mi', limit: '512Mi' },
          secrets: {
            ...(asks ? { LOG_STORE_AUTHORIZATION: { name: logStoreSecret, key: authorizationKey } } : {}),
            ...(to.cluster === undefined ? {} : { LOG_STORE_PASSWORD: { name: writer, key: writerPassword } }),
          },
          files: to.cluster === undefined ? {} : { [trustFolder]: made.ca },
          node: { read: podLogs, write: logState },
          // Nodes that are full or tainted have logs, too.
          more: { priorityClassName: 'system-node-critical', tolerations: [{ operator: 'Exists' }] },
        },
        cluster,
      ),
    },
  })
}
