import { flags, freePort, type Running, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

/** Options that Kubernetes' own controllers share. */
export const ofControlPlane = (kubeconfig: string, port: number) => ({
  kubeconfig,
  'leader-elect': false,
  'secure-port': port,
  'bind-address': '127.0.0.1',
  'kube-api-qps': 500,
  'kube-api-burst': 1000,
  v: 1,
})

export async function startScheduler(runtime: Runtime, api: ApiServer): Promise<Running> {
  const args = flags(ofControlPlane(api.kubeconfig, await freePort()))
  return runtime.start({ program: 'kube-scheduler', args })
}
