import { freePorts, answersHttp, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

/** @param proxy by which it reaches names inside of the cluster */
export async function startRollouts(runtime: Runtime, command: string, api: ApiServer, proxy: string): Promise<void> {
  const [health, metrics] = await freePorts(2)
  const running = runtime.start({
    name: 'argo-rollouts',
    command,
    env: { HTTP_PROXY: proxy, NO_PROXY: '127.0.0.1,localhost' },
    args: [
      '--kubeconfig',
      api.kubeconfig,
      '--leader-elect=false',
      '--healthzPort',
      String(health),
      '--metricsPort',
      String(metrics),
      '--qps',
      '500',
      '--burst',
      '1000',
    ],
  })
  await runtime.ready(running, () => answersHttp(`http://127.0.0.1:${health}/healthz`))
}
