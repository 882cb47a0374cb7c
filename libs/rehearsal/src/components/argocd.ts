import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { flags, freePorts, local, type Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

interface ArgoCdOptions {
  readonly redis: string
  readonly helm?: string | undefined
  readonly parameters?: Readonly<Record<string, string>>
  readonly resync: number
}

/**
 * Starts repo-server, application controller and ApplicationSet controller; ARGOCD_BINARY_NAME chooses. CRDs, settings
 * and the repository's Secret must exist.
 * @returns where the application controller's metrics are
 */
export async function startArgoCd(runtime: Runtime, api: ApiServer, options: ArgoCdOptions): Promise<number> {
  const { redis, helm, parameters = {}, resync } = options
  const folder = path.join(runtime.folder, 'argocd')
  const at = (name: string) => path.join(folder, name)
  for (const name of ['tls', 'ssh', 'gpg-source', 'gpg-keys', 'plugins', 'bin', 'tmp'])
    mkdirSync(at(name), { recursive: true, mode: 0o700 })
  writeFileSync(path.join(at('ssh'), 'ssh_known_hosts'), '')
  // Called for every manifest generation. No commit of a rehearsal is signed.
  writeFileSync(path.join(at('bin'), 'git-verify-wrapper.sh'), '#!/bin/sh\nexit 0\n')
  if (helm !== undefined) writeFileSync(path.join(at('bin'), 'helm'), helm)
  for (const name of ['git-verify-wrapper.sh', ...(helm === undefined ? [] : ['helm'])])
    chmodSync(path.join(at('bin'), name), 0o755)
  const env = {
    KUBECONFIG: api.kubeconfigs.argocd,
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_TLS_DATA_PATH: at('tls'),
    ARGOCD_SSH_DATA_PATH: at('ssh'),
    ARGOCD_GPG_DATA_PATH: at('gpg-source'),
    ARGOCD_GNUPGHOME: at('gpg-keys'),
    ARGOCD_PLUGINSOCKFILEPATH: at('plugins'),
    TMPDIR: at('tmp'),
    PATH: `${at('bin')}:${process.env.PATH ?? ''}`,
    // The default of 50 a second is for a shared server.
    ARGOCD_K8S_CLIENT_QPS: '500',
    ARGOCD_K8S_CLIENT_BURST: '1000',
  }
  const [repo, repoMetrics, metrics = 0, setMetrics, setProbe, setHook] = await freePorts(6)
  const start = (name: string, ready: string, options: Parameters<typeof flags>[0]) =>
    runtime.serve({ name, program: 'argocd', env: { ...env, ARGOCD_BINARY_NAME: name }, args: flags(options) }, ready)
  // Without a repo-server controllers wait long before they retry.
  await start('argocd-repo-server', `http://${local(repoMetrics)}/healthz`, {
    port: repo,
    'metrics-port': repoMetrics,
    redis,
    'disable-tls': true,
    'client-ca-path': '',
    parallelismlimit: parameters['reposerver.parallelism.limit'] ?? '0',
  })
  const common = { namespace: 'argocd', kubeconfig: api.kubeconfigs.argocd, 'repo-server-plaintext': true }
  await Promise.all([
    start('argocd-application-controller', `http://${local(metrics)}/healthz`, {
      ...common,
      'repo-server': local(repo),
      redis,
      'metrics-port': metrics,
      'app-resync': resync,
      'app-resync-jitter': 0,
      // By default 5 s and growing.
      'self-heal-timeout-seconds': 2,
      'status-processors': parameters['controller.status.processors'] ?? '20',
      'operation-processors': parameters['controller.operation.processors'] ?? '10',
    }),
    start('argocd-applicationset-controller', `http://${local(setMetrics)}/metrics`, {
      ...common,
      'argocd-repo-server': local(repo),
      'metrics-addr': local(setMetrics),
      'probe-addr': local(setProbe),
      'webhook-addr': local(setHook),
      policy: parameters['applicationsetcontroller.policy'],
      'enable-policy-override': parameters['applicationsetcontroller.enable.policy.override'] ?? 'false',
    }),
  ])
  return metrics
}
