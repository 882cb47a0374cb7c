import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

/** Writes configuration from monitors and rules, and reports their conditions. Nobody starts its pods here. */
export async function startPrometheusOperator(runtime: Runtime, api: ApiServer): Promise<void> {
  const port = await freePort()
  const args = flags({
    'web.listen-address': local(port),
    'kubelet-endpoints': false,
    'feature-gates': 'StatusForConfigurationResources=true',
  })
  const env = { KUBECONFIG: api.kubeconfig }
  await runtime.serve({ program: 'prometheus-operator', args, env }, `http://${local(port)}/metrics`)
}
