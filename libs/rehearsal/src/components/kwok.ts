import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { answersHttp, freePort, type Runtime } from '../runtime.ts'
import type { ApiServer } from './kube-apiserver.ts'

export interface KwokOptions {
  readonly command: string
  /** The files kept with KWOK: its stages. */
  readonly files: string
  /** The range of pod addresses. */
  readonly pods: string
  /** The address under which its kubelet endpoint is reached; for metrics-server. */
  readonly address: string
  /** Simulated usage for metrics-server. */
  readonly usage?: boolean
  /** Seconds from a pod's place on a node to its readiness. */
  readonly readyAfter?: number | undefined
}

const yamlIn = (folder: string) => readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
  .map((file) => readFileSync(path.join(folder, file), 'utf8').trim())

/** A stage with this name takes so many seconds; any other is as it was (https://kwok.sigs.k8s.io/docs/user/stages-configuration). */
export function delayed(stage: string, name: string, seconds: number): string {
  const document = parseDocument(stage)
  if (seconds === 0 || document.getIn(['metadata', 'name']) !== name) return stage
  document.setIn(['spec', 'delay'], { durationMilliseconds: seconds * 1000 })
  return document.toString({ lineWidth: 0 })
}

/** Nodes and kubelets that only say that they run things (KWOK). @returns its server's port */
export async function startKwok(runtime: Runtime, api: ApiServer, { command, files, pods, address, usage = false, readyAfter = 0 }: KwokOptions): Promise<number> {
  const folder = path.join(runtime.folder, 'kwok')
  mkdirSync(folder, { recursive: true })
  const stages = ['stage/node/fast', 'stage/node/heartbeat', 'stage/pod/fast'].flatMap((part) => yamlIn(path.join(files, 'kustomize', part)))
    .map((stage) => delayed(stage, 'pod-ready', readyAfter))
  const metrics = usage ? ['metrics/usage', 'metrics/resource'].flatMap((part) => yamlIn(path.join(files, 'kustomize', part))) : []
  const config = path.join(folder, 'config.yaml')
  writeFileSync(config, [...stages, ...metrics].join('\n---\n'))
  const port = await freePort()
  const running = runtime.start({
    name: 'kwok', command,
    args: [
      '--kubeconfig', api.kubeconfig, '--config', config, '--manage-nodes-with-annotation-selector', 'kwok.x-k8s.io/node=fake', '--cidr', pods,
      '--node-ip', address, '--node-port', String(port), '--server-address', `${address === '127.0.0.1' ? address : '0.0.0.0'}:${port}`,
      // Nodes say that they live by their status; leases would be one more writer.
      '--node-lease-duration-seconds', '0',
    ],
  })
  await runtime.ready(running, () => answersHttp(`http://127.0.0.1:${port}/healthz`))
  return port
}
