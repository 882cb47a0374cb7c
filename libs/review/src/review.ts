import type { Issue } from '@slipway/core'
import { atomsOf } from './changes/atom.ts'
import { blastOf, blastRisks, type Blast } from './changes/blast.ts'
import type { Releases } from './changes/bump.ts'
import type { Entry } from './changes/entry.ts'
import { entitiesOf, type Entity } from './changes/entity.ts'
import { driftOf, type Drift } from './changes/environment-drift.ts'
import type { FleetFacts } from './changes/fleet-facts.ts'
import { group } from './changes/group.ts'
import { match, type Change } from './compare/match.ts'
import { needOf, type Need, type PodPrice } from './changes/need.ts'
import { placeOf } from './changes/place.ts'
import type { Risk, RiskLevel } from './risks/risk.ts'
import { Index, type Trees } from './changes/trees.ts'

export const noReleases: Releases = { before: new Map(), after: new Map() }

/** Two trees, as far as they have to be read. */
export interface ReviewInput {
  /** Texts by path, of files that are only in the old tree or differ. */
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
  /** Texts of files that are the same in both and may belong to a change: scalers, budgets, routes, the same app elsewhere. */
  readonly same: ReadonlyMap<string, string>
  /** Every YAML file of the new tree. */
  readonly paths: readonly string[]
  readonly releases: Releases
  readonly fleet: FleetFacts
  /** What a pod costs, where anybody knows; else the review has pods and no money. */
  readonly price?: PodPrice
  /** The specs of touched apps by path (`apps/<app>/app.ts`), as far as there are any; read as data, never run. */
  readonly specs: ReadonlyMap<string, string>
  /** What was found wrong while reading. */
  readonly issues: readonly Issue[]
  /** Files that changed and are no YAML, so that they are told at least. */
  readonly others: readonly string[]
}

/**
 * The input for two whole trees in memory, such as what is on disk and what is rendered.
 * @param more fleet facts and release files, where there are any
 */
export function inputOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  more: Partial<Pick<ReviewInput, 'releases' | 'fleet'>> = {},
): ReviewInput {
  const differs = (path: string): boolean => before.get(path) !== after.get(path)
  const only = (texts: ReadonlyMap<string, string>, wanted: (path: string) => boolean) =>
    new Map([...texts].filter(([path]) => wanted(path)))
  return {
    before: only(before, differs),
    after: only(after, differs),
    same: only(after, (path) => !differs(path)),
    paths: [...after.keys()],
    releases: noReleases,
    fleet: new Map(),
    specs: new Map(),
    issues: [],
    others: [],
    ...more,
  }
}

export interface Review {
  readonly changes: readonly Change[]
  readonly entries: readonly Entry[]
  /** Files that could not be read, and why. */
  readonly issues: readonly Issue[]
  readonly others: readonly string[]
  readonly blast: Blast
  /** What the change needs more or less; nothing where it asks for the same as before. */
  readonly need: Need | undefined
  /** Risks of the change as a whole. */
  readonly risks: readonly Risk[]
  readonly level: RiskLevel | 'none'
  readonly drift: readonly Drift[]
  readonly trees: Trees
  readonly fleet: FleetFacts
  readonly paths: readonly string[]
  /** What was compared, for raw diffs. */
  readonly texts: Pick<ReviewInput, 'before' | 'after'>
}

function readAll(texts: ReadonlyMap<string, string>, issues: Issue[]): Entity[] {
  return [...texts].flatMap(([path, text]) => {
    const read = entitiesOf(path, text)
    issues.push(...read.issues)
    return read.entities
  })
}

/** Formatting alone is no difference; but a file that cannot be read and is another one than before must be told. */
const unread = (found: readonly Issue[], input: ReviewInput): readonly Issue[] =>
  found.filter(({ file }) => input.before.get(file) !== input.after.get(file))

/** Compares two trees by meaning: what differs, what it makes the controllers do, what is dangerous in it. Pure. */
export function review(input: ReviewInput): Review {
  const found: Issue[] = []
  const before = readAll(input.before, found)
  const broken: Issue[] = []
  const after = readAll(input.after, broken)
  found.push(...broken)
  const same = readAll(input.same, [])
  const changes = match(before, after)
  const touched = new Map<string, Entity[]>()
  for (const change of changes) {
    for (const entity of [change.after ?? change.before] as readonly Entity[]) {
      const { folder } = entity.place
      const all = touched.get(folder)
      if (all === undefined) touched.set(folder, [entity])
      else all.push(entity)
    }
  }
  const trees: Trees = {
    before: new Index([...before, ...same]),
    after: new Index([...after, ...same]),
    unread: new Set([...input.issues, ...broken].map(({ file }) => file)),
    folders: new Set(input.paths.map((path) => placeOf(path).folder)),
    clusters: [...new Set(input.paths.map((path) => placeOf(path).cluster).filter((cluster) => cluster !== ''))].sort(),
    changed: (folder) => touched.get(folder) ?? [],
  }
  const entries = group(
    changes.map((change) => atomsOf(change, trees, input.fleet)),
    input.releases,
  )
  const blast = blastOf(entries, trees, input.fleet)
  const risks = blastRisks(blast)
  const issues = [...input.issues, ...unread(found, input)]
  const levels = new Set([
    ...entries.map(({ level }) => level),
    ...risks.map(({ level }) => level),
    ...(issues.length > 0 ? ['medium' as const] : []),
  ])
  const level = (['high', 'medium', 'low'] as const).find((one) => levels.has(one)) ?? 'none'
  return {
    changes,
    entries,
    issues,
    blast,
    need: needOf(changes, trees, input.price),
    risks,
    level,
    trees,
    others: input.others,
    drift: driftOf(changes, trees, input.fleet, input.specs),
    fleet: input.fleet,
    paths: input.paths,
    texts: { before: input.before, after: input.after },
  }
}
