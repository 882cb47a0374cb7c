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
  /** Their paths contain the hash of their bytes. */
  readonly etcd: string
  readonly apiServer: string
  readonly crds: readonly KubeObject[]
  readonly kept: string
}

const most = 16

/** The number is the version of this procedure. */
function nameOf({ etcd, apiServer, crds }: SnapshotOptions): string {
  const sum = createHash('sha256').update(`1\0${etcd}\0${apiServer}\0`)
  for (const text of crds.map((crd) => JSON.stringify(crd)).sort()) sum.update(text).update('\0')
  return sum.digest('hex').slice(0, 16)
}

/** etcd pads its log with zeros, and does so again. */
export function cutZeros(file: string): void {
  const bytes = readFileSync(file)
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end -= 1
  // Whole pages: a record may end in zeros.
  truncateSync(file, Math.min(bytes.length, Math.ceil((end + 1) / 4096) * 4096))
}

async function makeEtcdSnapshot({ crds }: SnapshotOptions, within: Runtime): Promise<string> {
  const folder = path.join(within.folder, 'seed')
  mkdirSync(folder)
  const programs = runtime(folder)
  try {
    const etcd = await startEtcd(programs)
    const { kube } = await startApiServer(programs, { etcd })
    await establish(kube, crds)
    kube.close()
  } finally {
    await programs.stopAll()
  }
  const data = path.join(folder, 'etcd')
  const log = path.join(data, 'member', 'wal')
  for (const name of readdirSync(log)) if (name.endsWith('.wal')) cutZeros(path.join(log, name))
  return data
}

function removeOldest(kept: string): void {
  const used = (name: string) => statSync(path.join(kept, name)).mtimeMs
  const seeds = readdirSync(kept)
    .filter((name) => !name.includes('.'))
    .sort((one, other) => used(other) - used(one))
  for (const name of seeds.slice(most)) rmSync(path.join(kept, name), { recursive: true, force: true })
}

/**
 * Restores etcd with these CRDs established: each costs the API server a third of a second and Argo CD a look at all
 * schemas. Made once; several rehearsals may do so at once.
 * @param make for tests
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
