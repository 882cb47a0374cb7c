import { freePort, type Running, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

export async function startScheduler(runtime: Runtime, command: string, api: ApiServer): Promise<Running> {
  return runtime.start({
    name: 'kube-scheduler',
    command,
    args: [
      '--kubeconfig',
      api.kubeconfig,
      '--leader-elect=false',
      '--secure-port',
      String(await freePort()),
      '--bind-address',
      '127.0.0.1',
      '--kube-api-qps',
      '500',
      '--kube-api-burst',
      '1000',
      '--v',
      '1',
    ],
  })
}
