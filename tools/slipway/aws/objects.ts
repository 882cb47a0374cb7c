import path from 'node:path'
import { awsApp, awsFiles } from '@slipway/aws'
import { ok, type KubeObject, type Outcome } from '@slipway/core'
import type { AppSource } from '@slipway/spec'
import type { Fleet } from '@slipway/fleet'
import { toolEnded, type PythonTools } from './python-tools.ts'

const script = path.join(import.meta.dirname, 'try_objects.py')

/** An object of ACK, and where its controller makes what it says. */
export interface PlacedObject {
  readonly file: string
  readonly account: string
  readonly region: string
  readonly object: KubeObject
}

/** Objects that wait for none come first, as in a sync. */
const wave = ({ object }: PlacedObject): number =>
  Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0)

export function objectsOf(fleet: Fleet, apps: readonly AppSource[]): readonly PlacedObject[] {
  const clusters = new Map<string, Fleet['clusters'][number]>(fleet.clusters.map((one) => [one.name, one]))
  return awsFiles(fleet, apps.map(awsApp))
    .flatMap(({ path: file, objects }) => {
      const cluster = clusters.get(file.split('/')[1] ?? '')
      if (cluster === undefined || !file.startsWith('clusters/')) return []
      return objects.map((object) => ({ file, account: cluster.account, region: cluster.region, object }))
    })
    .toSorted((a, b) => wave(a) - wave(b))
}

export interface TriedObject {
  readonly file: string
  /** Fields that moto did not take, or returns changed. */
  readonly lost: readonly string[]
}

/** Has moto take the calls of which the controllers make the objects, and reads back what is there. */
export async function tryObjects(
  objects: readonly PlacedObject[],
  { run }: PythonTools,
): Promise<Outcome<readonly TriedObject[]>> {
  if (objects.length === 0) return ok([])
  const done = await run([script], JSON.stringify(objects))
  if (done.code !== 0) return toolEnded('tools/slipway/aws/try_objects.py', 'moto-ended', 'moto', done.stderr)
  return ok(JSON.parse(done.stdout) as readonly TriedObject[])
}
