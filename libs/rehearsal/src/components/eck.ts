import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'
import type { KubeObject } from '@slipway/core'
import { at, texts } from '@slipway/kube'
import { parse } from 'yaml'
import { certify } from '../cluster/certificates.ts'
import { chartValues } from '../cluster/chart-values.ts'
import { firstOf } from '../cluster/first-of.ts'
import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

/**
 * Kinds that it judges, with what it calls their version and path (the kubebuilder lines of pkg/apis and pkg/controller
 * of its module).
 */
const judged = [
  ['elasticsearch', 'v1', 'elasticsearches'],
  ['kibana', 'v1', 'kibanas'],
  ['beat', 'v1beta1', 'beats'],
  ['logstash', 'v1alpha1', 'logstashes'],
] as const

const pathOf = (kind: string, version: string): string =>
  kind === 'logstash'
    ? '/validate-logstash-k8s-elastic-co-v1alpha1-logstash'
    : `/validate-${kind}-k8s-elastic-co-${version}-${kind}`

/** As the chart has it, but that it must answer, and is asked without a Service. */
const webhook = (port: number, ca: string): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'elastic-webhook.k8s.elastic.co' },
  webhooks: judged.map(([kind, version, resources]) => ({
    name: `elastic-${kind}-validation-${version}.k8s.elastic.co`,
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    matchPolicy: 'Exact',
    clientConfig: { url: `https://${local(port)}${pathOf(kind, version)}`, caBundle: ca },
    rules: [
      {
        apiGroups: [`${kind}.k8s.elastic.co`],
        apiVersions: [version],
        operations: ['CREATE', 'UPDATE'],
        resources: [resources],
      },
    ],
  })),
})

const speaksTls = (port: number): Promise<boolean> =>
  firstOf(connect({ host: '127.0.0.1', port, rejectUnauthorized: false }), {
    secureConnect: () => true,
    error: () => false,
  })

/** Elastic's operator and its webhook. @param application the add-on's, whose values say which namespaces it manages */
export async function startEck(runtime: Runtime, api: ApiServer, application: string | undefined): Promise<void> {
  const values = chartValues(parse(application ?? '{}'))
  const namespaces = texts(values['managedNamespaces'])
  const folder = runtime.place('eck')
  const port = await freePort()
  const { ca } = await certify(folder, 'eck', ['127.0.0.1'])
  const args = [
    'manager',
    ...flags({
      namespaces: namespaces.join(','),
      'operator-namespace': namespaces[0] ?? '',
      'exposed-node-labels': texts(at(values, 'config', 'exposedNodeLabels')).join(','),
      'enable-leader-election': false,
      'enable-webhook': true,
      'manage-webhook-certs': false,
      'webhook-cert-dir': folder,
      'webhook-port': port,
      'metrics-port': 0,
      'disable-telemetry': true,
      // It asks often, so that a rehearsal need not wait.
      'elasticsearch-observation-interval': '1s',
    }),
  ]
  const env = { KUBECONFIG: api.kubeconfig }
  await runtime.serve({ program: 'eck', args, env }, () => speaksTls(port))
  await api.kube.apply(webhook(port, readFileSync(ca).toString('base64')))
}
