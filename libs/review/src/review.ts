import { withFoldersAbove, type Issue } from '@slipway/core'
import { broughtBy } from './changes/brought.ts'
import { causesOf, type Cause } from './changes/cause.ts'
import { blastOf, type Blast } from './changes/blast.ts'
import type { Releases } from './changes/bump.ts'
import type { ChangeGroup } from './changes/change-group.ts'
import { driftOf, type Drift } from './changes/environment-drift.ts'
import { fieldChangesOf } from './changes/field-change.ts'
import { group } from './changes/group.ts'
import { resourceImpactOf, type PodPrice, type ResourceImpact } from './changes/resource-impact.ts'
import { entityOf, match, type Change } from './compare/match.ts'
import { changedFiles, type FileInput } from './files/changed-files.ts'
import { ownersOf } from './files/code-owners.ts'
import type { ChangedFile, FileChange, FileSide } from './files/files.ts'
import type { ReadDocuments } from './read/documents.ts'
import { entitiesOf, type Entity } from './read/entity.ts'
import type { FleetFacts } from './read/fleet-facts.ts'
import { locationOf, type Locate } from './read/path-location.ts'
import { Index, type Trees } from './read/trees.ts'
import { withoutSecrets } from './read/without-secrets.ts'
import { levelOf, type RiskLevel } from './risks/level.ts'
import { movedApps } from './risks/reach.ts'
import { overridden } from './risks/overrides.ts'
import type { RiskOverride } from './risks/settings.ts'
import { noRendering, type Rendering } from './sources/rendering.ts'
import { shownInputs } from './sources/shown-inputs.ts'
import type { Unrendered } from './sources/source.ts'
import { clusterSecrets, type GeneratorTree } from './effects/generators.ts'
import { folderRisks, reachRisks, type Risk } from './risks/risks.ts'

export const noReleases: Releases = { before: new Map(), after: new Map() }

type Texts = ReadonlyMap<string, string>

/** Two trees, as far as they have to be read. */
export interface ReviewInput extends FileInput {
  /**
   * Texts of files that are the same in both and may belong to a change: scalers, budgets, routes, the same app
   * elsewhere.
   */
  readonly same: Texts
  /** Every YAML file of the new tree. */
  readonly paths: readonly string[]
  readonly releases: Releases
  readonly fleet: FleetFacts
  /** The price of a pod; without it the review counts pods and no money. */
  readonly price?: PodPrice
  /** The specs of touched apps by path (`apps/<app>/app.ts`), as far as there are any; read as data, never run. */
  readonly specs: Texts
  /** Which risks weigh more or less in this repository. */
  readonly overrides: readonly RiskOverride[]
  /** Issues found while reading. */
  readonly issues: readonly Issue[]
  /** Finds the place of objects; by default by the names of folders. */
  readonly locate?: Locate
  /** Rendered charts and kustomizations, if somebody rendered them. */
  readonly rendering?: Rendering
  /** CODEOWNERS as it is at the base: a change of it is judged by itself. */
  readonly codeOwners?: string
  /** Texts of files that generators of ApplicationSets read. */
  readonly generatorFiles?: Readonly<Record<'before' | 'after', Texts>>
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
  /** Files of the fleet by which objects change; none in a tree that is no estate. */
  readonly causes: readonly Cause[]
  /** The difference in requested resources; `undefined` if there is none. */
  readonly impact: ResourceImpact | undefined
  /** Risks of the change as a whole. */
  readonly risks: readonly Risk[]
  readonly level: RiskLevel | 'none'
  readonly drift: readonly Drift[]
  /** Changed charts and kustomizations that nobody rendered, and what to run. */
  readonly unrendered: readonly Unrendered[]
  readonly trees: Trees
  readonly fleet: FleetFacts
  readonly paths: readonly string[]
  /** The compared texts, for raw diffs. */
  readonly texts: Pick<ReviewInput, 'before' | 'after'>
  /** A report without the values of secrets, which names of files may still have. */
  readonly hide: (text: string) => string
}

/** Rendered objects stand for the files that they were made of. */
function withRendered(input: ReviewInput): ReviewInput & { readonly rendering: Rendering; readonly locate: Locate } {
  const { rendering: made = noRendering, locate = locationOf } = input
  const rendering = { ...made, inputs: shownInputs(input, made) }
  const side = (texts: Texts, rendered: Texts): Texts =>
    new Map([...[...texts].filter(([path]) => !rendering.inputs.has(path)), ...rendered])
  return {
    ...input,
    rendering,
    before: side(input.before, rendering.before),
    after: side(input.after, rendering.after),
    same: side(input.same, rendering.same),
    locate: (path, destination) => rendering.locations.get(path) ?? locate(path, destination),
  }
}

function readAll(texts: Texts, locate: Locate, documents: ReadDocuments | undefined) {
  const read = new Map([...texts].map(([path, text]) => [path, entitiesOf(path, text, locate, documents)]))
  const files = [...read.values()]
  return { read, entities: files.flatMap(({ entities }) => entities), issues: files.flatMap(({ issues }) => issues) }
}

/** The changed files that rendered objects stand for. */
const sourceFiles = ({ before, after, files }: ReviewInput, inputs: ReadonlySet<string>): readonly ChangedFile[] => {
  const side = (text: string | undefined): FileSide | undefined =>
    text === undefined ? undefined : { kind: 'file', executable: false, size: text.length, text }
  const texts = [...new Set([...before.keys(), ...after.keys()])].map((path) => ({
    path,
    before: side(before.get(path)),
    after: side(after.get(path)),
  }))
  return [...files, ...texts].filter(({ path }) => inputs.has(path))
}

/**
 * All decisions of a review, without any text that it shows: equal for an input with and without the values of its
 * secrets.
 */
const decided = ({ groups, risks, files, issues, drift, unrendered, level, changes }: Review): string =>
  JSON.stringify([
    level,
    changes.length,
    drift.length,
    unrendered.length,
    issues.map(({ code }) => code).sort(),
    risks.map((risk) => `${risk.level} ${risk.rule} ${risk.code}`).sort(),
    files.map((file) => JSON.stringify([file.level, file.subject, file.risks.map((risk) => risk.code)])).sort(),
    groups
      .map((group) =>
        JSON.stringify([
          group.level,
          group.objects,
          group.effects.map(({ kind, code, objects }) => [kind, code, objects]),
          group.risks.map((risk) => [risk.level, risk.rule, risk.code, risk.objects]),
        ]),
      )
      .sort(),
  ])

/**
 * Compares two trees by meaning: what differs, what it makes the controllers do, what is dangerous in it. Pure.
 *
 * What it decides, it decides on what was given. It shows a copy without the values of secrets, as long as that comes
 * to the same; a text that only looks like a secret (`EXAMPLE_TOKEN=VirtualService`) must not silence a risk.
 */
export function review(given: ReviewInput): Review {
  const { input, hide, hideAll } = withoutSecrets(given)
  if (input === given) return compared(given, hide)
  const real = compared(given, hideAll)
  const shown = compared(input, hide)
  return decided(shown) === decided(real) ? shown : real
}

function compared(quoted: ReviewInput, hide: (text: string) => string): Review {
  const input = withRendered(quoted)
  const { fleet, paths, locate, rendering } = input
  const read = (texts: Texts) => readAll(texts, locate, input.documents)
  const [before, after] = [read(input.before), read(input.after)]
  const same = read(input.same).entities
  const matched = match(before.entities, after.entities)
  const indexes = { before: new Index([...before.entities, ...same]), after: new Index([...after.entities, ...same]) }
  const changes = [...matched, ...(input.isEstate ? [] : broughtBy(matched, indexes.before, indexes.after))]
  const touched = Map.groupBy(changes.map(entityOf), ({ location }) => location.folder)
  const locations = [...paths.map((file) => locate(file)), ...rendering.locations.values()]
  const pathsBefore = [...quoted.before.keys(), ...paths.filter((file) => !quoted.after.has(file))]
  const folderOf = (file: string): string => locate(file).folder
  const [folders, foldersBefore] = [new Set(paths.map(folderOf)), new Set(pathsBefore.map(folderOf))]
  const generators = (
    side: 'before' | 'after',
    own: ReadonlySet<string>,
    entities: readonly Entity[],
  ): GeneratorTree => ({
    folders: withFoldersAbove(own),
    files: input.generatorFiles?.[side] ?? new Map(),
    clusters: clusterSecrets(entities),
  })
  const trees: Trees = {
    ...indexes,
    unread: new Set([...input.issues, ...after.issues].map(({ file }) => file)),
    folders,
    foldersBefore,
    generatorsBefore: generators('before', foldersBefore, [...before.entities, ...same]),
    generatorsAfter: generators('after', folders, [...after.entities, ...same]),
    rendered: rendering.applications,
    clusters: [...new Set(locations.map(({ cluster }) => cluster))].filter((cluster) => cluster !== '').sort(),
    owners: ownersOf(input.codeOwners),
    changed: (folder) => touched.get(folder) ?? [],
  }
  const groups = group(
    changes.map((change) => fieldChangesOf(change, trees, fleet, input.overrides)),
    input.releases,
  )
  const blast = blastOf(groups, trees, fleet)
  const namesOf = (all: Rendering['unrendered']) => [...new Set(all.map(({ name }) => name))]
  const unrendered = namesOf(rendering.unrendered)
  const broken = namesOf(rendering.unrendered.filter(({ code }) => code === 'broken'))
  const risks = [
    ...reachRisks({ ...blast, unrendered, broken, moved: movedApps(changes) }),
    ...folderRisks(changes, trees),
  ].map((risk) => overridden(risk, input.overrides))
  // A file that cannot be read is reported when it is another than before.
  const unread = [...before.issues, ...after.issues].filter(
    ({ file }) => input.before.get(file) !== input.after.get(file),
  )
  // A template is one wherever it is read: one issue for its file is enough.
  const told = Map.groupBy([...input.issues, ...unread], (one) =>
    one.code === 'yaml-template' ? `${one.code} ${one.file}` : JSON.stringify(one),
  )
  const issues = [...told.values()].flatMap((same) => same.slice(0, 1))
  const files = changedFiles(input, before.read, after.read, changes, trees, sourceFiles(quoted, rendering.inputs))
  const unknown = issues.map(() => ({ level: 'high' as const }))
  return {
    changes,
    groups,
    issues,
    blast,
    causes: input.isEstate
      ? causesOf(
          changes,
          input.files.map(({ path }) => path),
        )
      : [],
    impact: resourceImpactOf(changes, trees, input.price),
    risks,
    level: levelOf([...groups, ...risks, ...files, ...unknown].map(({ level }) => level)),
    drift: driftOf(changes, trees, fleet, input.specs),
    unrendered: rendering.unrendered,
    trees,
    files,
    fleet,
    paths,
    texts: { before: input.before, after: input.after },
    hide,
  }
}
