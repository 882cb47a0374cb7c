import { at, fields, isFields, type Fields } from '@slipway/kube'
import type { KubeObject } from '@slipway/core'

/**
 * The objects that kube-prometheus-stack 88.5.3 makes of its values for its operator (templates/prometheus,
 * templates/alertmanager).
 */

export const monitoring = 'monitoring'
const release = 'kube-prometheus-stack'
export const prometheusName = `${release}-prometheus`
export const alertmanagerName = `${release}-alertmanager`
const apiVersion = 'monitoring.coreos.com/v1'

const selected = ['serviceMonitor', 'podMonitor', 'probe', 'scrapeConfig', 'rule'] as const

/** Without the word, the chart asks for the label of its own release. */
const selectorsOf = (spec: Fields): Fields =>
  Object.fromEntries(
    selected.flatMap((kind) => [
      [`${kind}Selector`, spec[`${kind}SelectorNilUsesHelmValues`] === false ? {} : { matchLabels: { release } }],
      [`${kind}NamespaceSelector`, spec[`${kind}NamespaceSelector`] ?? {}],
    ]),
  )

const without = (spec: Fields, ...gone: readonly string[]): Fields =>
  Object.fromEntries(
    Object.entries(spec).filter(([key]) => !gone.includes(key) && !key.endsWith('SelectorNilUsesHelmValues')),
  )

/** @param values of the chart @param more of its `prometheusSpec` */
export function prometheusOf(values: Fields, more: Fields = {}): KubeObject {
  const given = { ...fields(at(values, 'prometheus', 'prometheusSpec')), ...more }
  const told = at(values, 'alertmanager', 'enabled') !== false
  return {
    apiVersion,
    kind: 'Prometheus',
    metadata: { name: prometheusName, namespace: monitoring },
    spec: {
      version: 'v3.14.0',
      ...without(given, 'storageSpec'),
      ...(isFields(given.storageSpec) ? { storage: given.storageSpec } : {}),
      ...selectorsOf(given),
      ...(told
        ? {
            alerting: {
              alertmanagers: [
                { apiVersion: 'v2', name: alertmanagerName, namespace: monitoring, pathPrefix: '/', port: 'http-web' },
              ],
            },
          }
        : {}),
    },
  }
}

/** Empty in a quiet cluster. */
export function alertmanagerOf(values: Fields): readonly KubeObject[] {
  const config = at(values, 'alertmanager', 'config')
  if (!isFields(config)) return []
  const metadata = { namespace: monitoring }
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { ...metadata, name: `alertmanager-${alertmanagerName}` },
      stringData: { 'alertmanager.yaml': JSON.stringify(config) },
    },
    {
      apiVersion,
      kind: 'Alertmanager',
      metadata: { ...metadata, name: alertmanagerName },
      spec: {
        version: 'v0.34.0',
        alertmanagerConfigSelector: {},
        alertmanagerConfigNamespaceSelector: {},
        ...fields(at(values, 'alertmanager', 'alertmanagerSpec')),
      },
    },
  ]
}
