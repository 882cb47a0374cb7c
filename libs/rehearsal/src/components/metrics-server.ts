import { certify } from '../cluster/certificates.ts'
import { flags, freePort, type Runtime } from '../cluster/runtime.ts'
import { aggregatedApi, delegated } from './aggregated-api.ts'
import type { ApiServer } from './kube-apiserver.ts'

/** Needs a network namespace: the API server calls no loopback address. */
export async function startMetricsServer(runtime: Runtime, api: ApiServer, address: string | undefined): Promise<void> {
  if (address === undefined)
    throw new Error('metrics-server needs a network namespace of its own: run as root, or allow `unshare -rn`')
  const port = await freePort()
  const certificate = await certify(runtime.place('metrics-server'), 'metrics-server', [address])
  const args = flags({
    ...delegated(api.kubeconfig, certificate, port),
    kubeconfig: api.kubeconfig,
    'kubelet-use-node-status-port': true,
    'deprecated-kubelet-completely-insecure': true,
    'kubelet-preferred-address-types': 'InternalIP',
    'metric-resolution': '10s',
    'kubelet-request-timeout': '5s',
  })
  const where = { name: 'metrics-server', namespace: 'kube-system', group: 'metrics.k8s.io', address, port }
  for (const object of aggregatedApi(where)) await api.kube.apply(object)
  // It is ready after two reads of the nodes; who needs its numbers waits.
  runtime.start({ program: 'metrics-server', args })
}
