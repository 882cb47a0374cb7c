import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

/** It makes configuration of monitors and rules, and says of each what it thinks of it. What it starts elsewhere nobody starts here. */
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
