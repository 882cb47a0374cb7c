import { combine, failed, ok, type Issue, type Outcome } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { AppSource, Estate } from '@slipway/spec'
import type { Files } from '@slipway/tree'
import { functionStackFiles, functionStacksOf } from '../function-stack.ts'
import type { Git } from '../git.ts'
import type { HistoryEntry } from '../history.ts'
import { rejectedIssue, withoutRunning } from './release-change.ts'
import { editionIn, releaseName, releaseOf } from '../release-text.ts'
import { restore, type Restored } from './restore.ts'
import { after, type ReleaseChange, type Step } from './step.ts'
import { renderedOf } from './tree-change.ts'
import { compare, isMigration, type Compared } from '../pulls/verify-bytes.ts'

/** A cluster, and the state to which it goes back. */
export interface Back {
  readonly cluster: Cluster
  readonly entry: HistoryEntry
}

interface PartBack {
  readonly part: Pick<Step, 'changes' | 'rejected' | 'keep'>
  readonly compared: Compared
}

/** An app's release files and specs as they were. @param reason why its clusters are held; `undefined` for no hold */
export async function partBack(
  git: Git,
  estate: Estate,
  app: AppSource,
  backs: readonly Back[],
  reason: string | undefined,
): Promise<Outcome<PartBack>> {
  const restored = await restoreAll(git, app, estate, backs)
  if (!restored.ok) return restored
  const names = backs.map(({ cluster }) => cluster.name)
  const part: PartBack['part'] = {
    changes: backs.map(({ cluster, entry }): ReleaseChange => {
      const from = app.releases.get(cluster.name)
      const left = from === undefined ? {} : { from: releaseName(from) }
      const rendered = restored.value.get(cluster.name)?.rendered.keys() ?? []
      const migrates = entry.release.restored === true || [...rendered].some((path) => isMigration(app.name, path))
      const hold = reason === undefined ? {} : { hold: { reason, by: 'rollback' as const, ...left } }
      const as = { ...releaseOf(entry.release), ...editionIn(entry.release) }
      return { cluster, from, to: { ...as, ...(migrates ? { restored: true } : {}), ...hold } }
    }),
    rejected: withoutRunning(app, names),
    keep: new Map(names.filter((name) => app.kept?.has(name) === true).map((name) => [name, undefined])),
  }
  const plain = verified(estate, app, part, restored.value)
  if (!plain.ok) return plain
  // Where today's spec renders other bytes, the spec of then is kept.
  const paths = new Set(plain.value.compared.differing.map(({ path }) => path))
  const changed = new Set(
    backs.flatMap(({ cluster }) => {
      const isOf = (file: string) =>
        file.startsWith(`clusters/${cluster.name}/`) || functionStackFiles(cluster, app.name).includes(file)
      return [...paths].some(isOf) ? [cluster.name] : []
    }),
  )
  const keep = new Map([
    ...part.keep,
    ...names.filter((name) => changed.has(name)).map((name) => [name, restored.value.get(name)?.keep] as const),
  ])
  const kept = { ...part, keep }
  const compared = changed.size === 0 ? plain : verified(estate, app, kept, restored.value)
  if (!compared.ok) return compared
  // A kept spec that changes no byte is not needed.
  const idle = [...compared.value.files].every(([file, text]) => plain.value.files.get(file) === text)
  return ok({ part: idle ? part : kept, compared: compared.value.compared })
}

async function restoreAll(
  git: Git,
  app: AppSource,
  estate: Estate,
  backs: readonly Back[],
): Promise<Outcome<ReadonlyMap<string, Restored>>> {
  const all = new Map<string, Restored>()
  const issues: Issue[] = []
  for (const { cluster, entry } of backs) {
    const refused = rejectedIssue(app, entry.release.digest)
    if (refused !== undefined) issues.push({ ...refused, hint: 'go back to another state: --to N' })
    const restored = await restore(git, app, estate.fleet, cluster, entry.commit)
    if (restored.ok) all.set(cluster.name, restored.value)
    else issues.push(...restored.issues)
  }
  return issues.length > 0 ? failed(...issues) : ok(all)
}

interface Verified {
  readonly compared: Compared
  readonly files: Files
}

function verified(
  estate: Estate,
  { name }: AppSource,
  part: PartBack['part'],
  restored: ReadonlyMap<string, Restored>,
): Outcome<Verified> {
  const names = [...restored.keys()]
  const then = after(estate, { ...part, app: name })
  const all = combine({ pods: renderedOf(then, names), stacks: functionStacksOf(then, name, names) })
  if (!all.ok) return all
  const files = new Map([...all.value.pods, ...all.value.stacks])
  const was = new Map([...restored.values()].flatMap((one) => [...one.rendered]))
  return ok({ compared: compare(name, names, was, files), files })
}
