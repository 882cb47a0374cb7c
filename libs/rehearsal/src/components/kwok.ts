import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { flags, freePort, local, type Runtime } from '../cluster/runtime.ts'
import { filesOf } from '../programs/needed.ts'
import type { ApiServer } from './kube-apiserver.ts'

interface KwokOptions {
  readonly pods: string
  readonly address: string
  readonly usage?: boolean
  /** Seconds from placement to readiness. */
  readonly readyAfter?: number | undefined
  readonly spared?: { readonly label: string; readonly values: readonly string[] } | undefined
}

const yamlIn = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim())

/** Delays the stage of this name (https://kwok.sigs.k8s.io/docs/user/stages-configuration). */
export function delayed(stage: string, name: string, seconds: number): string {
  const document = parseDocument(stage)
  if (seconds === 0 || document.getIn(['metadata', 'name']) !== name) return stage
  document.setIn(['spec', 'delay'], { durationMilliseconds: seconds * 1000 })
  return document.toString({ lineWidth: 0 })
}

/** Makes a stage of pods leave some alone. */
export function sparing(stage: string, spared: KwokOptions['spared']): string {
  const document = parseDocument(stage)
  if (spared === undefined || document.getIn(['spec', 'resourceRef', 'kind']) !== 'Pod') return stage
  document.addIn(['spec', 'selector', 'matchExpressions'], {
    key: `.metadata.labels["${spared.label}"]`,
    operator: 'NotIn',
    values: spared.values,
  })
  return document.toString({ lineWidth: 0 })
}

/** Digests that begin so are of images whose runs fail. */
export const failingRun = 'bad0'

/** Beside the stage that ends the pods of Jobs well: one for images that fail. */
export function endings(stage: string): readonly string[] {
  const document = parseDocument(stage)
  if (document.getIn(['metadata', 'name']) !== 'pod-complete') return [stage]
  const key = `.spec.containers[0].image | if test("@sha256:${failingRun}") then "fails" else "ends" end`
  const of = (values: readonly string[]) => {
    const one = document.clone()
    one.addIn(['spec', 'selector', 'matchExpressions'], { key, operator: 'In', values })
    return one
  }
  const fails = of(['fails'])
  fails.setIn(['metadata', 'name'], 'pod-fail')
  const template = String(fails.getIn(['spec', 'next', 'statusTemplate']))
  fails.setIn(
    ['spec', 'next', 'statusTemplate'],
    template.replace('exitCode: 0', 'exitCode: 1').replace('Completed', 'Error').replace('Succeeded', 'Failed'),
  )
  return [of(['ends']), fails].map((one) => one.toString({ lineWidth: 0 }))
}

/** Fake nodes and kubelets. @returns its server's port */
export async function startKwok(runtime: Runtime, api: ApiServer, options: KwokOptions): Promise<number> {
  const { pods, address, usage = false, readyAfter = 0, spared } = options
  const yamlOf = (part: string) => yamlIn(path.join(filesOf('kwok'), 'kustomize', part))
  const stages = ['stage/node/fast', 'stage/node/heartbeat', 'stage/pod/fast']
    .flatMap(yamlOf)
    .flatMap(endings)
    .map((stage) => sparing(delayed(stage, 'pod-ready', readyAfter), spared))
  const metrics = usage ? ['metrics/usage', 'metrics/resource'].flatMap(yamlOf) : []
  const config = path.join(runtime.place('kwok'), 'config.yaml')
  writeFileSync(config, [...stages, ...metrics].join('\n---\n'))
  const port = await freePort()
  const args = flags({
    kubeconfig: api.kubeconfig,
    config,
    'manage-nodes-with-annotation-selector': 'kwok.x-k8s.io/node=fake',
    cidr: pods,
    'node-ip': address,
    'node-port': port,
    'server-address': `${address === '127.0.0.1' ? address : '0.0.0.0'}:${port}`,
    // A node's status is enough; leases would be one more writer.
    'node-lease-duration-seconds': 0,
  })
  await runtime.serve({ program: 'kwok', args }, `http://${local(port)}/healthz`)
  return port
}
