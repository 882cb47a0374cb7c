import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AppCommand } from '../../pods/app-command.ts'
import { objectsUnder, seen, type Files, type Live, type PodSpec, type TestContext } from '../shared/kit.ts'
import { labelsOf, placed, podOf, sendsOf, type Member } from '../mesh/mesh-member.ts'
import { addressOf, type Sidecars } from '../mesh/sidecars.ts'
import { fakeQueue } from './fake-queue.ts'

const preload = pathToFileURL(path.join(import.meta.dirname, 'in-traced.ts')).href

export interface TracedPod {
  readonly member: Member
  /** The output of its process. */
  readonly log: string
  end(): Promise<void>
  begin(): void
}

/** Files of ConfigMaps, by where they are mounted; each is written to a folder of this machine. */
function mountsOf(objects: readonly Live[], spec: PodSpec | undefined, folder: string): ReadonlyMap<string, string> {
  const places = new Map<string, string>()
  for (const { name, mountPath, subPath } of spec?.containers?.[0]?.volumeMounts ?? []) {
    const source = spec?.volumes?.find((volume) => volume.name === name)?.configMap?.name
    const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === source)
    const { data = {} } = (map ?? {}) as { readonly data?: Readonly<Record<string, string>> }
    for (const [key, text] of Object.entries(data)) {
      if (subPath !== undefined && subPath !== key) continue
      const at = subPath === undefined ? path.join(mountPath, key) : mountPath
      const place = path.join(folder, 'mounts', at)
      mkdirSync(path.dirname(place), { recursive: true })
      writeFileSync(place, text)
      places.set(at, place).set(mountPath, subPath === undefined ? path.dirname(place) : place)
    }
  }
  return places
}

/** The tree's variables; those that a cluster would add are missing. */
function environmentOf(
  test: TestContext,
  files: Files,
  { name, namespace }: Member,
  own: string,
): Readonly<Record<string, string>> {
  const objects = objectsUnder(files, `clusters/${test.cluster.name}/${namespace}/${name}`)
  const [spec] = objects
    .filter(({ kind }) => ['Deployment', 'Rollout', 'StatefulSet'].includes(kind))
    .map((workload) => workload.spec?.template?.spec)
  const places = mountsOf(objects, spec, own)
  const { env = [] } = spec?.containers?.[0] ?? {}
  return Object.fromEntries(
    env.map(({ name: variable, value = 'rehearsal' }) => [variable, places.get(value) ?? value]),
  )
}

/** A pod of each, with the app's own process and a real Envoy beside it, which has all that comes and goes. */
export async function openPods(
  test: TestContext,
  files: Files,
  { beside }: Pick<Sidecars, 'beside'>,
  members: readonly Member[],
  commands: ReadonlyMap<string, AppCommand>,
): Promise<readonly TracedPod[]> {
  const queue = await fakeQueue()
  test.onEnd(queue.close)
  const aws = {
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${queue.port}`,
    AWS_ACCESS_KEY_ID: 'rehearsal',
    AWS_SECRET_ACCESS_KEY: 'rehearsal',
  }
  return Promise.all(
    members.map(async (member, index) => {
      const { name } = member
      const pod = podOf(member)
      await test.until(`a pod of ${name}`, async () => seen(await test.kube.apply(pod)), 30)
      const address = await addressOf(test, member)
      const app = `127.0.1.${index + 1}`
      await test.kube.apply(placed(member, { address, app, sends: sendsOf(member, members) }))
      const folder = test.runtime.place('traced', name)
      const log = path.join(folder, 'log')
      const { command, cwd } = commands.get(name) ?? { command: ['node'], cwd: folder }
      const [program, ...args] = command
      const env = {
        PATH: process.env.PATH ?? '',
        HOME: folder,
        ...environmentOf(test, files, member, folder),
        ...aws,
        HOST: app,
        POD_NAME: name,
        DATA_DIR: folder,
        REHEARSAL_POD_IP: address,
        NODE_OPTIONS: `--import ${preload}`,
      }
      let child: ChildProcess | undefined
      const begin = () => {
        const out = openSync(log, 'a')
        child = spawn(program === 'node' ? process.execPath : (program ?? ''), args, {
          cwd,
          env,
          stdio: ['ignore', out, out],
        })
        closeSync(out)
      }
      const end = async () => {
        const running = child
        if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
        const gone = new Promise((resolve) => running.once('exit', resolve))
        running.kill('SIGKILL')
        await gone
      }
      begin()
      test.onEnd(end)
      await beside(member, labelsOf(pod), address)
      return { member, log, begin, end }
    }),
  )
}
