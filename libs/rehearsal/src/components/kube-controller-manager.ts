import { flags, freePort, type Running, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'
import { ofControlPlane } from './kube-scheduler.ts'

export async function startControllerManager(runtime: Runtime, api: ApiServer): Promise<Running> {
  const args = flags({
    ...ofControlPlane(api.kubeconfig, await freePort()),
    'service-account-private-key-file': api.signingKey,
    'use-service-account-credentials': false,
    // By default 15 s, 5 min, 40 s.
    'horizontal-pod-autoscaler-sync-period': '2s',
    'horizontal-pod-autoscaler-initial-readiness-delay': '1s',
    'horizontal-pod-autoscaler-cpu-initialization-period': '1s',
    'node-monitor-grace-period': '60s',
  })
  return runtime.start({ program: 'kube-controller-manager', args })
}
