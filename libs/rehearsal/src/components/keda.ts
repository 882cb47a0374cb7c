import { certify } from '../cluster/certificates.ts'
import { flags, freePorts, local, type Runtime } from '../cluster/runtime.ts'
import { aggregatedApi, delegated } from './aggregated-api.ts'
import type { ApiServer } from './kube-apiserver.ts'
import { namespaceNamed } from '../cluster/live.ts'

interface KedaOptions {
  readonly address: string | undefined
  readonly proxy: string
  readonly ca: string
  readonly region: string
}

const namespace = 'keda'

/**
 * The operator, and the metrics adapter that HPAs ask through the API server.
 * @returns where the operator's metrics are
 */
export async function startKeda(runtime: Runtime, api: ApiServer, options: KedaOptions): Promise<number> {
  const { address, proxy, ca, region } = options
  if (address === undefined)
    throw new Error('KEDA needs a network namespace of its own: run as root, or allow `unshare -rn`')
  const folder = runtime.place('keda')
  const [service = 0, health = 0, secure = 0, metrics = 0, own = 0] = await freePorts(5)
  const [{ certificate, key }] = await Promise.all([
    certify(folder, 'keda', ['localhost', address]),
    api.kube.create(namespaceNamed(namespace)),
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
  const client = { 'kube-api-qps': 500, 'kube-api-burst': 1000 }
  const operating = flags({
    ...client,
    'leader-elect': false,
    'enable-cert-rotation': false,
    'cert-dir': folder,
    'metrics-bind-address': local(own),
    'metrics-service-bind-address': local(service),
    'health-probe-bind-address': local(health),
    'zap-log-level': 'info',
  })
  const healthy = `http://${local(health)}/readyz`
  await runtime.serve({ program: 'keda-operator', env, args: operating }, healthy)
  const where = { name: 'keda-metrics-apiserver', namespace, group: 'external.metrics.k8s.io', address, port: secure }
  for (const object of aggregatedApi(where)) await api.kube.apply(object)
  const adapting = flags({
    ...client,
    ...delegated(api.kubeconfig, { certificate, key }, secure),
    'lister-kubeconfig': api.kubeconfig,
    port: metrics,
    'cert-dir': folder,
    'metrics-service-address': `localhost:${service}`,
  })
  const served = () =>
    api.kube.raw({ method: 'GET', path: '/apis/external.metrics.k8s.io/v1beta1' }).then(
      () => true,
      () => false,
    )
  await runtime.serve({ program: 'keda-adapter', env, args: adapting }, served)
  return own
}
