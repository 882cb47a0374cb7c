import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { certify, signingKeys } from '../cluster/certificates.ts'
import { kube, type Kube } from '../cluster/kube.ts'
import { flags, freePort, type Runtime } from '../cluster/runtime.ts'
import { sandboxAddress } from '../cluster/sandbox.ts'

export interface ApiServer {
  /** By user: admission policies let controllers do more than people, and Argo CD for them. */
  readonly kubeconfig: string
  readonly kubeconfigs: Readonly<Record<'people' | 'argocd', string>>
  readonly kube: Kube
  /** As a controller. */
  readonly controllers: Kube
  readonly signingKey: string
}

/** As in a cluster: controllers are the system's own users. */
const users = {
  people: 'admin',
  controllers: 'system:rehearsal',
  argocd: 'system:serviceaccount:argocd:argocd-application-controller',
} as const

interface ApiServerOptions {
  readonly etcd: string
  readonly address?: string | undefined
  /** Whether admission webhooks are called. @default true */
  readonly webhooks?: boolean
}

const kubeconfigOf = (server: string, token: string) =>
  JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'rehearsal',
      clusters: [{ name: 'rehearsal', cluster: { server, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'admin', user: { token } }],
      contexts: [{ name: 'rehearsal', context: { cluster: 'rehearsal', user: 'admin' } }],
    },
    null,
    2,
  )

export async function startApiServer(
  runtime: Runtime,
  { etcd, address, webhooks = true }: ApiServerOptions,
): Promise<ApiServer> {
  const folder = runtime.place('kube-apiserver')
  const tokens = Object.entries(users).map(([who, name]) => [who, name, randomBytes(16).toString('hex')] as const)
  const rows = tokens.map(([, name, token]) => `${token},${name},${name},system:masters\n`)
  writeFileSync(path.join(folder, 'tokens.csv'), rows.join(''), { mode: 0o600 })
  const tokenOf = (wanted: keyof typeof users) => tokens.find(([who]) => who === wanted)?.[2] ?? ''
  const { privateKey, publicKey } = signingKeys(folder)
  // By which aggregated APIs trust the user of a request.
  const front = await certify(path.join(folder, 'front-proxy'), 'front-proxy-client', ['front-proxy-client'])
  const port = await freePort()
  const server = `https://127.0.0.1:${port}`
  const args = flags({
    'etcd-servers': etcd,
    'cert-dir': path.join(folder, 'certificates'),
    'secure-port': port,
    // Outside of a namespace nobody else may reach it; and the advertised address may not be loopback.
    'bind-address': address === undefined ? '127.0.0.1' : '0.0.0.0',
    'advertise-address': address ?? sandboxAddress,
    'token-auth-file': path.join(folder, 'tokens.csv'),
    'authorization-mode': 'RBAC',
    'anonymous-auth': false,
    'service-account-issuer': 'https://rehearsal.invalid',
    'service-account-key-file': publicKey,
    'service-account-signing-key-file': privateKey,
    'service-cluster-ip-range': '172.20.0.0/16',
    'allow-privileged': true,
    'enable-aggregator-routing': true,
    'requestheader-client-ca-file': front.ca,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-username-headers': 'X-Remote-User',
    'proxy-client-cert-file': front.certificate,
    'proxy-client-key-file': front.key,
    // It has no other clients: its queues would only slow a busy scenario.
    'enable-priority-and-fairness': false,
    'max-requests-inflight': 2000,
    'max-mutating-requests-inflight': 1000,
    ...(webhooks ? {} : { 'disable-admission-plugins': 'MutatingAdmissionWebhook,ValidatingAdmissionWebhook' }),
    v: 1,
  })
  const client = kube(server, tokenOf('people'))
  await runtime.serve({ program: 'kube-apiserver', args }, async () => {
    await client.raw({ method: 'GET', path: '/readyz' }).catch((error: unknown) => {
      // `ok` is no JSON: this error means that it answers.
      if (!(error instanceof SyntaxError)) throw error
    })
    return true
  })
  const kubeconfig = (who: keyof typeof users) => {
    const file = path.join(runtime.folder, who === 'people' ? 'kubeconfig' : `kubeconfig-${who}`)
    writeFileSync(file, kubeconfigOf(server, tokenOf(who)), { mode: 0o600 })
    return file
  }
  return {
    kubeconfig: kubeconfig('controllers'),
    kubeconfigs: { people: kubeconfig('people'), argocd: kubeconfig('argocd') },
    kube: client,
    controllers: kube(server, tokenOf('controllers')),
    signingKey: privateKey,
  }
}
