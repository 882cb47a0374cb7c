import type { Issue } from '@slipway/core'
import { blastOf, type Blast } from './changes/blast.ts'
import type { Releases } from './changes/bump.ts'
import type { ChangeGroup } from './changes/change-group.ts'
import { driftOf, type Drift } from './changes/environment-drift.ts'
import { fieldChangesOf } from './changes/field-change.ts'
import { group } from './changes/group.ts'
import { resourceImpactOf, type PodPrice, type ResourceImpact } from './changes/resource-impact.ts'
import { entityOf, match, type Change } from './compare/match.ts'
import { changedFiles, type FileInput } from './files/changed-files.ts'
import { levelOf, type FileChange } from './files/files.ts'
import { entitiesOf } from './read/entity.ts'
import type { FleetFacts } from './read/fleet-facts.ts'
import { locationOf } from './read/path-location.ts'
import { Index, type Trees } from './read/trees.ts'
import type { RiskLevel } from './risks/level.ts'
import { overridden, type RiskOverride } from './risks/overrides.ts'
import { folderRisks, reachRisks, type Risk } from './risks/risks.ts'

export const noReleases: Releases = { before: new Map(), after: new Map() }

type Texts = ReadonlyMap<string, string>

/** Two trees, as far as they have to be read. */
export interface ReviewInput extends FileInput {
  /** Texts of files that are the same in both and may belong to a change: scalers, budgets, routes, the same app elsewhere. */
  readonly same: Texts
  /** Every YAML file of the new tree. */
  readonly paths: readonly string[]
  readonly releases: Releases
  readonly fleet: FleetFacts
  /** What a pod costs, where anybody knows; else the review has pods and no money. */
  readonly price?: PodPrice
  /** The specs of touched apps by path (`apps/<app>/app.ts`), as far as there are any; read as data, never run. */
  readonly specs: Texts
  /** Which risks weigh more or less in this repository. */
  readonly overrides: readonly RiskOverride[]
  /** What was found wrong while reading. */
  readonly issues: readonly Issue[]
}

/**
 * The input for two whole trees in memory, such as what is on disk and what is rendered.
 * @param more what else is known
 */
export function inputOf(before: Texts, after: Texts, more: Partial<ReviewInput> = {}): ReviewInput {
  const differs = ([path]: readonly [string, string]): boolean => before.get(path) !== after.get(path)
  return {
    before: new Map([...before].filter(differs)),
    after: new Map([...after].filter(differs)),
    same: new Map([...after].filter((file) => !differs(file))),
    paths: [...after.keys()],
    releases: noReleases,
    fleet: new Map(),
    specs: new Map(),
    overrides: [],
    issues: [],
    files: [],
    isEstate: false,
    digests: new Map(),
    ...more,
  }
}

export interface Review {
  readonly changes: readonly Change[]
  readonly groups: readonly ChangeGroup[]
  /** Files that could not be read, and why. */
  readonly issues: readonly Issue[]
  /** Changed files that are no manifests, and manifests that are not what they seem; the riskiest first. */
  readonly files: readonly FileChange[]
  readonly blast: Blast
  /** What the change needs more or less; nothing where it asks for the same as before. */
  readonly impact: ResourceImpact | undefined
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

function readAll(texts: Texts) {
  const read = new Map([...texts].map(([path, text]) => [path, entitiesOf(path, text)]))
  const files = [...read.values()]
  return { read, entities: files.flatMap(({ entities }) => entities), issues: files.flatMap(({ issues }) => issues) }
}

/** Compares two trees by meaning: what differs, what it makes the controllers do, what is dangerous in it. Pure. */
export function review(input: ReviewInput): Review {
  const { fleet, paths } = input
  const [before, after, same] = [readAll(input.before), readAll(input.after), readAll(input.same).entities]
  const changes = match(before.entities, after.entities)
  const touched = Map.groupBy(changes.map(entityOf), ({ location }) => location.folder)
  const locations = paths.map(locationOf)
  const pathsBefore = [...input.before.keys(), ...paths.filter((file) => !input.after.has(file))]
  const trees: Trees = {
    before: new Index([...before.entities, ...same]),
    after: new Index([...after.entities, ...same]),
    unread: new Set([...input.issues, ...after.issues].map(({ file }) => file)),
    folders: new Set(locations.map(({ folder }) => folder)),
    foldersBefore: new Set(pathsBefore.map((file) => locationOf(file).folder)),
    clusters: [...new Set(locations.map(({ cluster }) => cluster))].filter((cluster) => cluster !== '').sort(),
    changed: (folder) => touched.get(folder) ?? [],
  }
  const groups = group(
    changes.map((change) => fieldChangesOf(change, trees, fleet, input.overrides)),
    input.releases,
  )
  const blast = blastOf(groups, trees, fleet)
  const risks = [...reachRisks(blast), ...folderRisks(changes, trees)].map((risk) => overridden(risk, input.overrides))
  // A file that cannot be read is reported when it is another than before.
  const unread = [...before.issues, ...after.issues].filter(
    ({ file }) => input.before.get(file) !== input.after.get(file),
  )
  const issues = [...input.issues, ...unread]
  const files = changedFiles(input, before.read, after.read, changes, trees)
  const unknown = issues.map(() => ({ level: 'high' as const }))
  return {
    changes,
    groups,
    issues,
    blast,
    impact: resourceImpactOf(changes, trees, input.price),
    risks,
    level: levelOf([...groups, ...risks, ...files, ...unknown].map(({ level }) => level)),
    drift: driftOf(changes, trees, fleet, input.specs),
    trees,
    files,
    fleet,
    paths,
    texts: { before: input.before, after: input.after },
  }
}
