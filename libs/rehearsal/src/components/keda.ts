import { certify } from '../cluster/certificates.ts'
import { answersHttp, freePorts, type Runtime } from '../cluster/runtime.ts'
import { pending, poll, seen } from '../pace/poll.ts'
import { aggregatedApi } from './aggregated-api.ts'
import type { ApiServer } from './kube-apiserver.ts'
import path from 'node:path'

export interface KedaOptions {
  readonly operator: string
  readonly adapter: string
  /** Not loopback. */
  readonly address: string | undefined
  readonly proxy: string
  readonly ca: string
  readonly region: string
}

const namespace = 'keda'

/** The operator, and the metrics adapter that HPAs ask through the API server. */
export async function startKeda(runtime: Runtime, api: ApiServer, options: KedaOptions): Promise<void> {
  const { operator, adapter, address, proxy, ca, region } = options
  if (address === undefined)
    throw new Error('KEDA needs a network namespace of its own: run as root, or allow `unshare -rn`')
  const folder = path.join(runtime.folder, 'keda')
  const [service = 0, health = 0, secure = 0, metrics = 0] = await freePorts(4)
  const [{ certificate, key }] = await Promise.all([
    certify(folder, 'keda', ['localhost', address]),
    api.kube.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }),
  ])
  const env = {
    KUBECONFIG: api.kubeconfig,
    POD_NAMESPACE: namespace,
    KEDA_CLUSTER_OBJECT_NAMESPACE: namespace,
    WATCH_NAMESPACE: '',
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: '127.0.0.1,localhost',
    SSL_CERT_FILE: ca,
    // Valid in no account.
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: 'rehearsal',
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const operating = runtime.start({
    name: 'keda-operator',
    command: operator,
    env,
    args: [
      '--leader-elect=false',
      '--enable-cert-rotation=false',
      '--cert-dir',
      folder,
      '--metrics-bind-address=0',
      `--metrics-service-bind-address=127.0.0.1:${service}`,
      `--health-probe-bind-address=127.0.0.1:${health}`,
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
      '--zap-log-level=info',
    ],
  })
  await runtime.ready(operating, () => answersHttp(`http://127.0.0.1:${health}/readyz`))
  const adapting = runtime.start({
    name: 'keda-adapter',
    command: adapter,
    env,
    args: [
      '--lister-kubeconfig',
      api.kubeconfig,
      '--authentication-kubeconfig',
      api.kubeconfig,
      '--authorization-kubeconfig',
      api.kubeconfig,
      '--secure-port',
      String(secure),
      '--port',
      String(metrics),
      '--cert-dir',
      folder,
      '--tls-cert-file',
      certificate,
      '--tls-private-key-file',
      key,
      '--metrics-service-address',
      `localhost:${service}`,
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
    ],
  })
  const where = { name: 'keda-metrics-apiserver', namespace, group: 'external.metrics.k8s.io', address, port: secure }
  for (const object of aggregatedApi(where)) await api.kube.apply(object)
  const served = async () => {
    if (!adapting.alive()) throw new Error('keda-adapter ended')
    await api.kube.raw({ method: 'GET', path: '/apis/external.metrics.k8s.io/v1beta1' })
    return true
  }
  await runtime.ready(adapting, () => served().catch(() => false))
  await poll(() => (operating.alive() ? seen(undefined) : pending()), { what: 'keda-operator to run', within: 5 })
}
