import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { namespaceNamed } from '../cluster/live.ts'
import { flags, freePorts, local, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'
import type { Identity } from '../traffic/spiffe.ts'
import type { Kube } from '../cluster/kube.ts'

export interface Istiod {
  readonly ads: number
  readonly metrics: number
}

const meshNamespace = 'istio-system'

/** A token by which istiod knows whose proxy it is. */
export async function proxyToken(kube: Kube, { namespace, serviceAccount }: Identity): Promise<string> {
  const asked = (await kube.raw({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`,
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { audiences: ['istio-ca'], expirationSeconds: 86_400 },
    }),
  })) as { status: { token: string } }
  return asked.status.token
}

/**
 * istiod, outside of the cluster. Filters that an upstream Envoy lacks are off.
 * @param mtls whether proxies have a secret source
 * @param meshConfig more of it
 */
export async function startIstiod(
  runtime: Runtime,
  api: ApiServer,
  { mtls = false, meshConfig = {} }: { readonly mtls?: boolean; readonly meshConfig?: object } = {},
): Promise<Istiod> {
  const folder = runtime.place('istiod')
  await api.kube.apply(namespaceNamed(meshNamespace))
  const mesh = path.join(folder, 'mesh.yaml')
  writeFileSync(
    mesh,
    JSON.stringify({
      ...meshConfig,
      rootNamespace: meshNamespace,
      defaultProviders: { metrics: [], accessLogging: [] },
      // Without Istio's agent no certificate would come, and a cluster that wants one waits for ever.
      enableAutoMtls: mtls,
      defaultConfig: { discoveryAddress: '127.0.0.1:15010' },
    }),
  )
  const [ads = 0, secure, http, https, metrics = 0, control] = await freePorts(6)
  const what = {
    program: 'istiod' as const,
    env: {
      POD_NAMESPACE: meshNamespace,
      POD_NAME: 'istiod',
      REVISION: 'default',
      CLUSTER_ID: 'Kubernetes',
      PILOT_ENABLE_METADATA_EXCHANGE: 'false',
      PILOT_ENABLE_ALPN_FILTER: 'false',
      INJECTION_WEBHOOK_CONFIG_NAME: '',
      VALIDATION_WEBHOOK_CONFIG_NAME: '',
      // A gateway gets its certificate only with its service account's token; here without TLS.
      XDS_AUTH_PLAINTEXT: 'true',
    },
    args: [
      'discovery',
      ...flags({
        kubeconfig: api.kubeconfig,
        meshConfig: mesh,
        networksConfig: path.join(folder, 'networks.yaml'),
        grpcAddr: local(ads),
        secureGRPCAddr: local(secure),
        httpAddr: local(http),
        httpsAddr: local(https),
        monitoringAddr: local(metrics),
        ctrlz_address: '127.0.0.1',
        ctrlz_port: control,
        shutdownDuration: '0s',
      }),
    ],
  }
  await runtime.serve(what, `http://${local(http)}/ready`, 120)
  return { ads, metrics }
}
