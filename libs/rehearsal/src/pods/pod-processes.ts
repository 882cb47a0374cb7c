import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Kube, Live } from '../cluster/kube.ts'
import { isGoing, kinds } from '../cluster/live.ts'
import { raisePriority } from '../cluster/priority.ts'
import type { AppCommand } from './app-command.ts'
import { behaviours, type Behaviours } from './behaviour.ts'
import { runPod, type PodProcess } from './pod-process.ts'
import { fieldOf, mainContainer, specOf, statusFor } from './pod-status.ts'
import path from 'node:path'

/** Addresses of pods that are processes; KWOK has the lower half of the range (10.244.0.0/17). */
export const addressOf = (count: number): string =>
  `10.244.${128 + (Math.floor(count / 250) % 128)}.${1 + (count % 250)}`

/** The label that every pod of ours has; KWOK leaves pods alone by it. */
export const appLabel = 'app.kubernetes.io/name'

/** Loaded by every Node that is started as a pod, whoever starts it. */
const preload = pathToFileURL(path.join(import.meta.dirname, 'in-pod.ts')).href

export interface PodProcessesOptions {
  readonly kube: Kube
  /** How each app is run. */
  readonly commands: ReadonlyMap<string, AppCommand>
  /** For logs and for mounted files. */
  readonly folder: string
}

/** The pods of some apps as processes of this machine. */
export interface PodProcesses {
  readonly behaviours: Behaviours
  readonly apps: readonly string[]
  /** To the process of one pod, by the pod's uid: SIGSTOP hangs it, SIGUSR2 makes it fail what it is asked, or well again. */
  signal(uid: string, signal: NodeJS.Signals): void
  stop(): void
}

/** Base64 of a Secret, or the text of a ConfigMap, by key. */
async function contentOf(
  kube: Kube,
  kind: 'Secret' | 'ConfigMap',
  namespace: string | undefined,
  name: string,
): Promise<Readonly<Record<string, string>>> {
  const found = await kube.get({ apiVersion: 'v1', kind, namespace, name })
  if (found === undefined) throw new Error(`${kind} ${name} is not there`)
  const { data = {} } = found as unknown as { data?: Readonly<Record<string, string>> }
  return kind === 'ConfigMap'
    ? data
    : Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
      )
}

/** The environment of a pod's main container, read as a kubelet reads it at a container's start. */
async function environmentOf(kube: Kube, pod: Live, ip: string): Promise<Readonly<Record<string, string>>> {
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

/** Writes what is mounted below a folder of the pod's own. @returns where each mounted path is here */
async function mountsOf(kube: Kube, pod: Live, folder: string): Promise<ReadonlyMap<string, string>> {
  const { volumes = [] } = specOf(pod)
  const places = new Map<string, string>()
  for (const { name, mountPath, subPath } of mainContainer(pod).volumeMounts ?? []) {
    const volume = volumes.find((each) => each.name === name)
    const source = volume?.configMap?.name ?? volume?.secret?.secretName
    if (source === undefined) continue
    const content = await contentOf(
      kube,
      volume?.configMap === undefined ? 'Secret' : 'ConfigMap',
      pod.metadata.namespace,
      source,
    )
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
 * Plays kubelet for the pods of some apps: each gets a process of the app's own sources at an address of its own, its probes are asked, and its
 * status says what came of it. Needs a network namespace in which those addresses are local.
 */
export function runPods({ kube, commands, folder }: PodProcessesOptions): PodProcesses {
  const table = behaviours()
  const running = new Map<string, PodProcess>()
  const queues = new Map<string, Promise<void>>()
  let count = 0
  const refOf = ({ metadata }: Live) => ({ ...kinds.pod, namespace: metadata.namespace, name: metadata.name })

  const begin = (first: Live) => {
    const uid = first.metadata.uid ?? ''
    const ip = addressOf(count++)
    const run = commands.get(first.metadata.labels?.[appLabel] ?? '')
    if (run === undefined) return
    const [program, ...words] = run.command
    const own = path.join(folder, first.metadata.name)
    mkdirSync(own, { recursive: true })
    // One after the other, and each with the newest: a later status must not be overtaken.
    const write = (status: () => unknown) => {
      const next = (queues.get(uid) ?? Promise.resolve())
        .then(async () => void (await kube.patch(refOf(first), { status: status() }, 'status')))
        .catch(() => undefined)
      queues.set(uid, next)
    }
    let pid: number | undefined
    running.set(
      uid,
      runPod({
        pod: first,
        ip,
        report: (state) => {
          // Not while it starts, which takes a core for most of a second and would be at the cost of those that answer.
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
                  ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, here(value)])),
                  ...behaviour.env,
                },
              },
            )
            pid = started.pid
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
    await kube.delete(refOf(pod), { graceSeconds: 0 }).catch(() => undefined)
  }
  const ending = new Set<string>()
  const unwatch = kube.watch(kinds.pod, ({ type, object }) => {
    const uid = object.metadata.uid ?? ''
    if (!commands.has(object.metadata.labels?.[appLabel] ?? '')) return
    if (type === 'DELETED') {
      running.get(uid)?.kill()
      running.delete(uid)
    } else if (isGoing(object)) {
      if (ending.has(uid)) return
      ending.add(uid)
      void end(object)
    } else if (specOf(object).nodeName !== undefined && !running.has(uid)) begin(object)
  })
  return {
    behaviours: table,
    apps: [...commands.keys()],
    signal: (uid, signal) => running.get(uid)?.signal(signal),
    stop: () => {
      unwatch()
      for (const pod of running.values()) pod.kill()
    },
  }
}
