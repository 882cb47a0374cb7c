import { freePort, type Running, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

export async function startControllerManager(runtime: Runtime, command: string, api: ApiServer): Promise<Running> {
  return runtime.start({
    name: 'kube-controller-manager',
    command,
    args: [
      '--kubeconfig',
      api.kubeconfig,
      '--service-account-private-key-file',
      api.signingKey,
      '--use-service-account-credentials=false',
      '--leader-elect=false',
      '--secure-port',
      String(await freePort()),
      '--bind-address',
      '127.0.0.1',
      // By default 15 s, 5 min, 40 s.
      '--horizontal-pod-autoscaler-sync-period',
      '2s',
      '--horizontal-pod-autoscaler-initial-readiness-delay',
      '1s',
      '--horizontal-pod-autoscaler-cpu-initialization-period',
      '1s',
      '--node-monitor-grace-period',
      '60s',
      '--kube-api-qps',
      '500',
      '--kube-api-burst',
      '1000',
      '--v',
      '1',
    ],
  })
}
