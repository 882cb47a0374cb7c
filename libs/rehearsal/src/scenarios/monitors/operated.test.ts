import { expect, it } from 'vitest'
import { alertmanagerOf, prometheusOf } from './operated.ts'

const spec = {
  replicas: 2,
  sampleLimit: 5,
  storageSpec: { volumeClaimTemplate: {} },
  podMonitorSelectorNilUsesHelmValues: false,
  podMonitorNamespaceSelector: {},
}

it('what the chart passes on is passed on, and its own words are not', () => {
  const made = prometheusOf({ prometheus: { prometheusSpec: spec } }, { scrapeInterval: '30s' }).spec
  expect(made).toMatchObject({
    replicas: 2,
    sampleLimit: 5,
    scrapeInterval: '30s',
    storage: { volumeClaimTemplate: {} },
    alerting: { alertmanagers: [{ name: 'kube-prometheus-stack-alertmanager' }] },
  })
  expect(Object.keys(made as object).filter((key) => /storageSpec|NilUsesHelmValues/.test(key))).toEqual([])
})

it.each([
  ['asked for all', 'podMonitorSelector', {}],
  [
    'asked for nothing, it is those of its own release',
    'ruleSelector',
    { matchLabels: { release: 'kube-prometheus-stack' } },
  ],
  ['of all namespaces, without a word', 'ruleNamespaceSelector', {}],
])('%s: %s', (_, key, selector) => {
  expect(prometheusOf({ prometheus: { prometheusSpec: spec } }).spec).toHaveProperty(key, selector)
})

it('nobody is told where the chart has no Alertmanager', () => {
  const quiet = { alertmanager: { enabled: false }, prometheus: { prometheusSpec: {} } }
  expect(alertmanagerOf(quiet)).toEqual([])
  expect(prometheusOf(quiet).spec).not.toHaveProperty('alerting')
})

it('the routes are in the Secret by whose name the operator looks for them', () => {
  const [secret, object] = alertmanagerOf({ alertmanager: { config: { route: { receiver: 'a' } } } })
  expect(secret).toMatchObject({
    kind: 'Secret',
    metadata: { name: `alertmanager-${object?.metadata.name}` },
    stringData: { 'alertmanager.yaml': '{"route":{"receiver":"a"}}' },
  })
})
