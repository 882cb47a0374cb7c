import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { answersHttp, freePorts, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

export interface Istiod {
  /** Where proxies ask for their configuration (ADS), without TLS. */
  readonly ads: number
  /** `/debug/configz`, `/debug/syncz` and the like, of istiod itself. */
  readonly debug: number
}

/** Istio's own namespace, where it keeps its certificate authority. */
export const meshNamespace = 'istio-system'

/**
 * istiod, outside of the cluster: it reads the objects of the tree and the pods' addresses, and programs Envoys. An upstream Envoy has none of
 * Istio's own filters, so those are switched off (REHEARSAL-NOTES).
 * @param mtls whether proxies have somebody who tells them their certificates
 */
export async function startIstiod(
  runtime: Runtime,
  command: string,
  api: ApiServer,
  { mtls = false }: { readonly mtls?: boolean } = {},
): Promise<Istiod> {
  const folder = path.join(runtime.folder, 'istiod')
  mkdirSync(folder, { recursive: true })
  await api.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: meshNamespace } })
  const mesh = path.join(folder, 'mesh.yaml')
  writeFileSync(
    mesh,
    JSON.stringify({
      rootNamespace: meshNamespace,
      defaultProviders: { metrics: [], accessLogging: [] },
      // No agent of Istio's is beside Envoy, from which it would get a certificate of its own: a cluster that may need one waits for it for ever.
      enableAutoMtls: mtls,
      defaultConfig: { discoveryAddress: '127.0.0.1:15010' },
    }),
  )
  const [ads = 0, secure, http, https, debug = 0, control] = await freePorts(6)
  const local = (port: number | undefined) => `127.0.0.1:${port ?? 0}`
  const running = runtime.start({
    name: 'istiod',
    command,
    env: {
      POD_NAMESPACE: meshNamespace,
      POD_NAME: 'istiod',
      REVISION: 'default',
      CLUSTER_ID: 'Kubernetes',
      PILOT_ENABLE_METADATA_EXCHANGE: 'false',
      PILOT_ENABLE_ALPN_FILTER: 'false',
      INJECTION_WEBHOOK_CONFIG_NAME: '',
      VALIDATION_WEBHOOK_CONFIG_NAME: '',
      // A gateway's certificate is told only to who proves whom it is, by the token of its service account; here without TLS.
      XDS_AUTH_PLAINTEXT: 'true',
    },
    args: [
      'discovery',
      '--kubeconfig',
      api.kubeconfig,
      '--meshConfig',
      mesh,
      '--networksConfig',
      path.join(folder, 'networks.yaml'),
      '--grpcAddr',
      local(ads),
      '--secureGRPCAddr',
      local(secure),
      '--httpAddr',
      local(http),
      '--httpsAddr',
      local(https),
      '--monitoringAddr',
      local(debug),
      '--ctrlz_address',
      '127.0.0.1',
      '--ctrlz_port',
      String(control),
      '--shutdownDuration',
      '0s',
    ],
  })
  await runtime.ready(running, () => answersHttp(`http://127.0.0.1:${http ?? 0}/ready`), 120)
  return { ads, debug: http ?? 0 }
}
