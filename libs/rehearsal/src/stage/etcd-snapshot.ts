import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { startEtcd } from '../components/etcd.ts'
import { startApiServer } from '../components/kube-apiserver.ts'
import { establish } from '../cluster/crds.ts'
import { runtime, type Runtime } from '../cluster/runtime.ts'

export interface SnapshotOptions {
  /** The programs, as `binary` gives them: the cache names them for what decides their bytes. */
  readonly etcd: string
  readonly apiServer: string
  readonly crds: readonly KubeObject[]
  /** A folder that is kept for the user. */
  readonly kept: string
}

/** More are of trees that are long gone. */
const most = 16

/** What decides a seed; the number is that of the way in which we make it. */
function nameOf({ etcd, apiServer, crds }: SnapshotOptions): string {
  const sum = createHash('sha256').update(`1\0${etcd}\0${apiServer}\0`)
  for (const text of crds.map((crd) => JSON.stringify(crd)).sort()) sum.update(text).update('\0')
  return sum.digest('hex').slice(0, 16)
}

/** Cuts the zeros off that etcd's log is filled up with; etcd fills it again. */
export function cutZeros(file: string): void {
  const bytes = readFileSync(file)
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  // Whole pages, because a record may end in zeros of its own.
  truncateSync(file, Math.min(bytes.length, Math.ceil((end + 1) / 4096) * 4096))
}

/** @returns the folder of etcd's data, below `seed` of the rehearsal's own */
async function makeEtcdSnapshot(options: SnapshotOptions, within: Runtime): Promise<string> {
  const folder = path.join(within.folder, 'seed')
  mkdirSync(folder)
  const programs = runtime(folder)
  try {
    const etcd = await startEtcd(programs, options.etcd)
    const { kube } = await startApiServer(programs, { command: options.apiServer, etcd })
    await establish(kube, options.crds)
    kube.close()
  } finally {
    await programs.stopAll()
  }
  const data = path.join(folder, 'etcd')
  const log = path.join(data, 'member', 'wal')
  for (const name of readdirSync(log)) if (name.endsWith('.wal')) cutZeros(path.join(log, name))
  return data
}

/** Removes those that were not used for longest. */
function removeOldest(kept: string): void {
  const used = (name: string) => statSync(path.join(kept, name)).mtimeMs
  const seeds = readdirSync(kept)
    .filter((name) => !name.includes('.'))
    .sort((one, other) => used(other) - used(one))
  for (const name of seeds.slice(most)) rmSync(path.join(kept, name), { recursive: true, force: true })
}

/**
 * Gives etcd the data of an API server that has taken these CRDs. Each CRD costs the API server a third of a second, and has Argo CD read all
 * schemas again. The snapshot is made once by the same programs and kept; several rehearsals may make it at once.
 * @param make tests have no programs
 */
export async function restoreEtcdSnapshot(
  within: Runtime,
  options: SnapshotOptions,
  make = makeEtcdSnapshot,
): Promise<void> {
  const { kept } = options
  const place = path.join(kept, nameOf(options))
  const target = path.join(within.folder, 'etcd')
  mkdirSync(kept, { recursive: true })
  if (!existsSync(place)) {
    const half = mkdtempSync(path.join(kept, '.new-'))
    try {
      cpSync(await make(options, within), half, { recursive: true })
      if (!existsSync(place)) renameSync(half, place)
    } finally {
      rmSync(half, { recursive: true, force: true })
      rmSync(path.join(within.folder, 'seed'), { recursive: true, force: true })
    }
    removeOldest(kept)
  }
  cpSync(place, target, { recursive: true })
}
