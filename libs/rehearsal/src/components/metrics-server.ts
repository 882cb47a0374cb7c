import { certify } from '../cluster/certificates.ts'
import { freePort, type Runtime } from '../cluster/runtime.ts'
import { pending, poll, seen } from '../pace/poll.ts'
import { aggregatedApi } from './aggregated-api.ts'
import type { ApiServer } from './kube-apiserver.ts'
import path from 'node:path'

/**
 * metrics-server, which reads what KWOK says that pods use. The API server calls it by an address that may not be loopback, so it needs a
 * network namespace of our own.
 */
export async function startMetricsServer(
  runtime: Runtime,
  command: string,
  api: ApiServer,
  address: string | undefined,
): Promise<void> {
  if (address === undefined)
    throw new Error('metrics-server needs a network namespace of its own: run as root, or allow `unshare -rn`')
  const port = await freePort()
  const certificate = await certify(path.join(runtime.folder, 'metrics-server'), 'metrics-server', [address])
  const running = runtime.start({
    name: 'metrics-server',
    command,
    args: [
      '--kubeconfig',
      api.kubeconfig,
      '--authentication-kubeconfig',
      api.kubeconfig,
      '--authorization-kubeconfig',
      api.kubeconfig,
      '--secure-port',
      String(port),
      '--tls-cert-file',
      certificate.certificate,
      '--tls-private-key-file',
      certificate.key,
      '--kubelet-use-node-status-port',
      '--deprecated-kubelet-completely-insecure',
      '--kubelet-preferred-address-types=InternalIP',
      '--metric-resolution=10s',
      '--kubelet-request-timeout=5s',
    ],
  })
  const where = { name: 'metrics-server', namespace: 'kube-system', group: 'metrics.k8s.io', address, port }
  for (const object of aggregatedApi(where)) await api.kube.apply(object)
  // It is called ready once it has read the nodes twice; scenarios that need its numbers wait for them.
  await poll(() => (running.alive() ? seen(undefined) : pending()), { what: 'metrics-server to run', within: 5 })
}
