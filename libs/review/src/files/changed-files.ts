import { folderOf } from '@slipway/core'
import { memoized } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import { entityOf, type Change } from '../compare/match.ts'
import type { ReadDocuments } from '../read/documents.ts'
import type { Read } from '../read/entity.ts'
import type { Trees } from '../read/trees.ts'
import { levelWeight } from '../risks/level.ts'
import { namesLeft } from './aws-names.ts'
import { nothingAround, type Around, type FileFound } from './file-risk.ts'
import { fileChange, type ChangedFile, type FileChange, type FileSide } from './files.ts'
import { workspacesIn } from './lockfile.ts'
import { digestFindings, nameFindings, readFindings } from './manifest.ts'
import { subjectOf } from './subject.ts'

const releaseFile = /^apps\/([^/]+)\/releases\/([^/]+)\.json$/
const isInTree = (path: string): boolean => /^(?:clusters|argocd)\//.test(path)

const side = (text: string | undefined): FileSide | undefined =>
  text === undefined ? undefined : { kind: 'file', executable: false, size: text.length, text }

/** Inputs beside the objects of files. */
export interface FileInput {
  /** Texts by path of manifests, of those that differ. */
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
  /** Every other file that changed, and manifests that are links or programs. */
  readonly files: readonly ChangedFile[]
  /** Whether files lie where an estate has them. */
  readonly isEstate: boolean
  /** Reads a file; see readOnce. */
  readonly documents?: ReadDocuments
  /** The digest that a release file says now, by `<app>/<cluster>`. */
  readonly digests: ReadonlyMap<string, string>
  /** Accounts of AWS that the fleet's clusters are in. */
  readonly accounts?: ReadonlySet<string>
  /** CODEOWNERS as it is at the base. */
  readonly codeOwners?: string
  /** The data of a spec, by its path and text; it is never run. */
  readonly specData?: (path: string, text: string) => unknown
  /** Apps that use a database or cache of another app after the change. */
  readonly storeUsers?: Around['storeUsers']
  /** Breaking changes of contracts by path, which programs found beforehand. */
  readonly contracts?: ReadonlyMap<string, readonly FileFound[]>
}

const manyFieldsFinding = (change: Change): FileFound => {
  const { kind, name } = entityOf(change)
  const fields = change.deltas.reduce((sum, delta) => sum + (delta.fields ?? 0), 0)
  return ['high', 'many-fields', { object: `${kind} ${name}`, fields }]
}

type Reads = ReadonlyMap<string, Read>

/** A release file that says another digest than what its app runs. */
function releaseFindings({ path }: ChangedFile, { digests }: FileInput, trees: Trees): readonly FileFound[] {
  const [, app = '', cluster = ''] = releaseFile.exec(path) ?? []
  return app === '' ? [] : digestFindings(trees.after.ofApp(cluster, app), digests)
}

const appFolder = /^apps\/([^/]+)\//

/** Apps whose spec the change adds, and whose folder did not exist. */
function newAppsIn(files: readonly ChangedFile[]): ReadonlySet<string> {
  const nameOf = ({ path }: ChangedFile) => appFolder.exec(path)?.[1] ?? ''
  const had = new Set(files.filter(({ before }) => before !== undefined).map(nameOf))
  const specs = files.filter(({ path }) => /^apps\/[^/]+\/app\.(?:ts|yaml)$/.test(path))
  return new Set(specs.map(nameOf).filter((name) => !had.has(name)))
}

const namesIn = memoized(({ files, documents }: FileInput) =>
  namesLeft(
    files
      .filter(({ path }) => subjectOf(path, true)[0] === 'aws')
      .map(({ path, before, after }) => ({ path, before: before?.text, after: after?.text })),
    documents ?? readYaml,
  ),
)

const workspacesOf = (files: readonly ChangedFile[]): ReadonlySet<string> =>
  new Set(
    files
      .filter(({ path }) => path.endsWith('package-lock.json'))
      .flatMap(({ path, after }) => workspacesIn(path, after?.text)),
  )

/** Every changed file that is no manifest, and every manifest that is not what it seems; the riskiest first. */
export function changedFiles(
  input: FileInput,
  before: Reads,
  after: Reads,
  changes: readonly Change[],
  trees: Trees,
  sources: readonly ChangedFile[],
): readonly FileChange[] {
  const { isEstate, digests } = input
  // Elsewhere tools are the rule: reports a tool that comes to, or leaves, a folder of plain objects.
  const fileAt = new Map(input.files.map((file) => [file.path, file]))
  const both = (path: string): boolean => {
    const file = fileAt.get(path) ?? { before: before.get(path), after: after.get(path) }
    return (file.before === undefined) === (file.after === undefined)
  }
  const isMade = (path: string): boolean => {
    const folder = folderOf(path)
    return !isEstate && (both(path) || !(trees.folders.has(folder) && trees.foldersBefore.has(folder)))
  }
  const tools = new Set(sources.map(({ path }) => path))
  const newApps = newAppsIn(input.files)
  const around = {
    isOfNewApp: (path: string) => newApps.has(appFolder.exec(path)?.[1] ?? ''),
    accounts: input.accounts ?? new Set<string>(),
    codeOwners: input.codeOwners,
    workspaces: workspacesOf(input.files),
    namesLeft: () => namesIn(input),
    specData: input.specData ?? nothingAround.specData,
    storeUsers: input.storeUsers ?? nothingAround.storeUsers,
    documents: input.documents ?? readYaml,
  }
  const others = input.files
    .filter(({ path }) => !tools.has(path))
    .map((file) =>
      fileChange(
        file,
        isEstate,
        [
          ...(input.contracts?.get(file.path) ?? []),
          ...(isEstate && !isInTree(file.path)
            ? releaseFindings(file, input, trees)
            : nameFindings(file.path, isMade(file.path))),
        ],
        isEstate ? around : { ...nothingAround, codeOwners: input.codeOwners, workspaces: around.workspaces },
      ),
    )
  // Of the tools' own files the places are known, so only what people cannot see in them counts.
  const made = sources.map((file) => ({ ...fileChange(file, isEstate), subject: 'source' as const }))
  const manyFields = Map.groupBy(
    changes.filter(({ deltas }) => deltas.some(({ fields }) => fields !== undefined)),
    (change) => entityOf(change).path,
  )
  const manifests = [...new Set([...before.keys(), ...after.keys()])].flatMap((path): readonly FileChange[] => {
    const now = after.get(path)
    const found = [
      ...nameFindings(path, isMade(path)),
      ...(now === undefined ? [] : readFindings(before.get(path), now, isEstate && isInTree(path))),
      ...digestFindings(now?.entities ?? [], digests),
      ...(manyFields.get(path) ?? []).map(manyFieldsFinding),
    ]
    if (found.length === 0) return []
    const file = { path, before: side(input.before.get(path)), after: side(input.after.get(path)) }
    return [{ ...fileChange(file, isEstate, found), subject: 'manifest' }]
  })
  return [...others, ...made, ...manifests].sort(
    (a, b) => levelWeight(b.level) - levelWeight(a.level) || (a.path < b.path ? -1 : 1),
  )
}
