import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Kube, Live } from '../cluster/kube.ts'
import { appOf, isGoing, kinds, podRef } from '../cluster/live.ts'
import { raisePriority } from '../cluster/priority.ts'
import type { AppCommand } from './app-command.ts'
import { behaviours, type Behaviours } from './behaviour.ts'
import { runPod, type PodProcess } from './pod-process.ts'
import { fieldOf, mainContainer, statusFor } from './pod-status.ts'
import path from 'node:path'

/** KWOK has the lower half of the range (10.244.0.0/17). */
const addressOf = (count: number): string => `10.244.${128 + (Math.floor(count / 250) % 128)}.${1 + (count % 250)}`

const preload = pathToFileURL(path.join(import.meta.dirname, 'in-pod.ts')).href

interface PodProcessesOptions {
  readonly kube: Kube
  readonly commands: ReadonlyMap<string, AppCommand>
  readonly folder: string
  /** The folder in which Node keeps compiled code from pod to pod. */
  readonly compileCache: string
}

export interface PodProcesses {
  readonly behaviours: Behaviours
  readonly apps: readonly string[]
  /** The process of a pod by the pod's uid. */
  pidOf(uid: string): number | undefined
  /** To one pod's process by uid: SIGSTOP hangs it, SIGUSR2 toggles errors. */
  signal(uid: string, signal: NodeJS.Signals): void
  stop(): void
}

type Texts = Readonly<Record<string, string>>

async function contentOf(
  kube: Kube,
  kind: 'Secret' | 'ConfigMap',
  namespace: string | undefined,
  name: string,
): Promise<Texts> {
  const found = await kube.get({ apiVersion: 'v1', kind, namespace, name })
  if (found === undefined) throw new Error(`${kind} ${name} is not there`)
  const { data = {} } = found as { data?: Texts }
  const read = (value: string) => (kind === 'Secret' ? Buffer.from(value, 'base64').toString('utf8') : value)
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, read(value)]))
}

/** Read at each start of a container, as a kubelet does. */
async function environmentOf(kube: Kube, pod: Live, ip: string): Promise<Texts> {
  const pairs: [string, string][] = []
  for (const { name, value, valueFrom } of mainContainer(pod).env ?? []) {
    const ref = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
    const kind = valueFrom?.secretKeyRef === undefined ? 'ConfigMap' : 'Secret'
    const text =
      ref !== undefined
        ? (await contentOf(kube, kind, pod.metadata.namespace, ref.name))[ref.key]
        : valueFrom?.fieldRef !== undefined
          ? fieldOf(pod, ip, valueFrom.fieldRef.fieldPath)
          : value
    if (text !== undefined) pairs.push([name, text])
  }
  return Object.fromEntries(pairs)
}

/** @returns where each mounted path is here */
async function mountsOf(kube: Kube, pod: Live, folder: string): Promise<ReadonlyMap<string, string>> {
  const { volumes = [] } = pod.spec ?? {}
  const places = new Map<string, string>()
  for (const { name, mountPath, subPath } of mainContainer(pod).volumeMounts ?? []) {
    const volume = volumes.find((each) => each.name === name)
    const source = volume?.configMap?.name ?? volume?.secret?.secretName
    if (source === undefined) continue
    const kind = volume?.configMap === undefined ? 'Secret' : 'ConfigMap'
    const content = await contentOf(kube, kind, pod.metadata.namespace, source)
    const place = path.join(folder, mountPath)
    mkdirSync(subPath === undefined ? place : path.dirname(place), { recursive: true })
    for (const [key, text] of Object.entries(content)) {
      if (subPath === undefined) writeFileSync(path.join(place, key), text)
      else if (subPath === key) writeFileSync(place, text)
    }
    places.set(mountPath, place)
  }
  return places
}

/**
 * Plays kubelet: each pod gets a process of the app's sources at its own address, its probes are asked, its status is
 * reported. Needs a network namespace.
 */
export function runPods({ kube, commands, folder, compileCache }: PodProcessesOptions): PodProcesses {
  const table = behaviours()
  const running = new Map<string, PodProcess>()
  const pids = new Map<string, number>()
  const queues = new Map<string, Promise<void>>()
  let count = 0

  const begin = (first: Live) => {
    const uid = first.metadata.uid ?? ''
    const ip = addressOf(count++)
    const run = commands.get(appOf(first) ?? '')
    if (run === undefined) return
    const [program, ...words] = run.command
    const own = path.join(folder, first.metadata.name)
    mkdirSync(own, { recursive: true })
    // In order: a later status must not be overtaken.
    const write = (status: () => unknown) => {
      const next = (queues.get(uid) ?? Promise.resolve())
        .then(async () => void (await kube.patch(podRef(first), { status: status() }, 'status')))
        .catch(() => undefined)
      queues.set(uid, next)
    }
    running.set(
      uid,
      runPod({
        pod: first,
        ip,
        report: (state) => {
          // Not while it starts, which takes a core for most of a second.
          const pid = pids.get(uid)
          if (state.ready && pid !== undefined) raisePriority(pid)
          write(() => statusFor(first, ip, state))
        },
        launch: async () => {
          const [env, places] = [await environmentOf(kube, first, ip), await mountsOf(kube, first, own)]
          const here = (value: string) => places.get(value) ?? value
          const behaviour = table.of(mainContainer(first).image)
          const log = openSync(path.join(own, 'log'), 'a')
          try {
            const started = spawn(
              program === 'node' ? process.execPath : program,
              words.map((word) => word.replaceAll('{ip}', ip)),
              {
                cwd: run.cwd,
                stdio: ['ignore', log, log],
                env: {
                  PATH: process.env.PATH ?? '',
                  HOME: own,
                  NODE_ENV: 'production',
                  REHEARSAL_POD_IP: ip,
                  NODE_OPTIONS: `--import ${preload}`,
                  NODE_COMPILE_CACHE: compileCache,
                  ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, here(value)])),
                  ...behaviour.env,
                },
              },
            )
            if (started.pid !== undefined) pids.set(uid, started.pid)
            return started
          } finally {
            closeSync(log)
          }
        },
      }),
    )
  }
  const end = async (pod: Live) => {
    const uid = pod.metadata.uid ?? ''
    const grace = (pod.metadata as { deletionGracePeriodSeconds?: number }).deletionGracePeriodSeconds ?? 30
    await running.get(uid)?.end(grace)
    await queues.get(uid)
    await kube.delete(podRef(pod), { graceSeconds: 0 }).catch(() => undefined)
  }
  const ending = new Set<string>()
  const unwatch = kube.watch(kinds.pod, ({ type, object }) => {
    const uid = object.metadata.uid ?? ''
    if (!commands.has(appOf(object) ?? '')) return
    if (type === 'DELETED') {
      running.get(uid)?.kill()
      running.delete(uid)
      pids.delete(uid)
    } else if (isGoing(object)) {
      if (ending.has(uid)) return
      ending.add(uid)
      void end(object)
    } else if (object.spec?.nodeName !== undefined && !running.has(uid)) begin(object)
  })
  return {
    behaviours: table,
    apps: [...commands.keys()],
    pidOf: (uid) => pids.get(uid),
    signal: (uid, signal) => running.get(uid)?.signal(signal),
    stop: () => {
      unwatch()
      for (const pod of running.values()) pod.kill()
    },
  }
}
