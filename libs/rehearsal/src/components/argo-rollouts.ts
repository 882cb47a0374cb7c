import { flags, freePorts, local, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

/**
 * @param proxy by which it reaches names inside of the cluster
 * @returns where its metrics are
 */
export async function startRollouts(runtime: Runtime, api: ApiServer, proxy: string): Promise<number> {
  const [health, metrics = 0] = await freePorts(2)
  const args = flags({
    kubeconfig: api.kubeconfig,
    'leader-elect': false,
    healthzPort: health,
    metricsPort: metrics,
    qps: 500,
    burst: 1000,
  })
  const env = { HTTP_PROXY: proxy, NO_PROXY: '127.0.0.1,localhost' }
  await runtime.serve({ program: 'argo-rollouts', env, args }, `http://${local(health)}/healthz`)
  return metrics
}
