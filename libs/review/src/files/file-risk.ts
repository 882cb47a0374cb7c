import type { Said } from '@slipway/core'
import { readYaml, type YamlMark } from '@slipway/kube/read-yaml'
import type { ReadDocuments } from '../read/documents.ts'
import type { RiskLevel } from '../risks/level.ts'

/** The power of a changed file of the repository. */
export type FileSubject =
  | 'manifest'
  | 'release'
  | 'rejected'
  | 'kept-spec'
  | 'spec'
  | 'extra'
  | 'aws'
  | 'fleet'
  | 'codeowners'
  | 'workflow'
  | 'forge'
  | 'ci'
  | 'dockerfile'
  | 'package'
  | 'lockfile'
  | 'npm-settings'
  | 'pins'
  | 'vendored'
  | 'git-settings'
  | 'product'
  | 'tool-settings'
  | 'workstation'
  | 'review-settings'
  | 'app-test'
  | 'app-code'
  | 'contract'
  | 'docs'
  | 'source'
  | 'not-known'

interface Where {
  readonly at: string
}
interface Turned {
  readonly at: string
  readonly before: string
  readonly after: string
}

/** A resource, and the alarms that go with it. */
interface Watched {
  readonly what: string
  readonly alarms: readonly string[]
}

/** Why a changed file is a risk, with the data that the sentence needs. The sentences are in report/file-sentences.ts. */
export interface FileRiskData {
  // any file
  readonly link: string
  readonly submodule: undefined
  readonly 'no-file': undefined
  readonly executable: undefined
  readonly 'too-large': number
  readonly 'no-text': undefined
  readonly unreadable: string
  readonly invisible: string
  // manifests
  readonly 'read-otherwise': YamlMark
  readonly 'no-object': undefined
  readonly 'hidden-by-items': string
  readonly 'argo-override': undefined
  readonly 'many-fields': { readonly object: string; readonly fields: number }
  readonly 'argo-tool': string
  readonly 'argo-unread': undefined
  readonly 'other-digest': { readonly object: string; readonly tree: string; readonly release: string }
  // aws
  readonly 'resource-removed': Watched
  readonly 'resource-added': string
  readonly 'resource-left': Watched
  readonly 'resource-replaced': Turned
  /** Which resource has the name: one that AWS keeps, or one that a stack deletes. */
  readonly 'name-taken': {
    readonly what: string
    readonly by: 'kept' | 'same-stack' | 'other-stack'
    readonly other: string
  }
  readonly 'resource-anew': Turned
  readonly 'trust-widened': Turned
  readonly 'grant-added': { readonly at: string; readonly what: string }
  readonly 'grant-to-all': { readonly at: string; readonly what: string }
  readonly 'deny-removed': Where
  readonly 'condition-lost': Where
  readonly 'encryption-lost': Turned
  readonly 'retention-lost': Turned
  readonly 'guard-lost': Turned
  readonly 'made-public': Turned
  readonly 'secret-literal': Where
  readonly 'store-refused': Turned
  readonly 'store-restarted': Turned
  readonly 'store-upgraded': Turned
  /** Apps that use a database or cache of another, which changes. */
  readonly 'store-shared': { readonly what: string; readonly apps: readonly string[] }
  readonly 'macro-added': string
  readonly 'provider-added': string
  readonly 'property-changed': Turned
  // workflows
  readonly 'trigger-added': string
  readonly 'permission-added': { readonly at: string; readonly right: string }
  readonly 'permissions-default': Where
  readonly 'action-added': string
  readonly 'action-unpinned': string
  readonly 'action-moved': string
  readonly 'action-exchanged': { readonly uses: string; readonly version: string }
  readonly 'secret-used': string
  readonly 'outside-text-run': { readonly at: string; readonly expression: string }
  readonly 'outside-code-run': Where
  readonly 'run-changed': Where
  readonly 'guard-removed': { readonly at: string; readonly what: string }
  readonly 'runner-changed': Turned
  readonly 'job-removed': string
  // code owners
  readonly 'owner-lost': { readonly pattern: string; readonly owners: readonly string[] }
  readonly 'owner-gained': { readonly pattern: string; readonly owners: readonly string[] }
  /** A line that GitHub leaves out. */
  readonly 'owner-unread': string
  // specs
  readonly 'word-given': { readonly at: string; readonly who: string }
  // Dockerfiles
  readonly 'base-changed': Turned
  readonly 'base-added': string
  readonly 'base-unpinned': string
  readonly 'user-lost': string
  readonly 'step-added': string
  readonly 'fetched-step': string
  // contracts
  readonly 'contract-broken': { readonly what: string; readonly callers: readonly string[] }
  readonly 'contract-broken-more': number
  readonly 'contract-removed': readonly string[]
  readonly 'contract-unchecked': string
  // packages
  readonly 'install-script': { readonly name: string; readonly command: string }
  readonly 'script-changed': { readonly name: string; readonly command: string }
  readonly 'package-added': string
  readonly 'package-elsewhere': { readonly name: string; readonly from: string }
  readonly 'integrity-lost': string
  readonly 'integrity-changed': string
  readonly 'package-scripts': string
  readonly 'versions-moved': readonly string[]
  readonly 'setting-changed': Turned
  // settings
  readonly 'line-added': string
  readonly 'line-removed': string
  readonly 'hidden-from-review': string
}
export type FileRiskCode = keyof FileRiskData

/** A level and a reason. */
export type FileFound = readonly [level: RiskLevel, ...reason: Said<FileRiskData>]

export type FileRisk = {
  readonly [C in FileRiskCode]: { readonly code: C; readonly data: FileRiskData[C] }
}[FileRiskCode] & {
  readonly level: RiskLevel
}

export const fileRisk = (found: FileFound): FileRisk =>
  ({ level: found[0], code: found[1], data: found[2] }) as FileRisk

/** A resource that leaves its template. */
export interface LeftName {
  readonly path: string
  readonly id: string
  /** By AWS, with its name. */
  readonly isKept: boolean
}

export type StoreKind = 'database' | 'cache'

/** Inputs of a judge beside its file. */
export interface Around {
  /** Whether a path is in the folder of an app that comes with this change. */
  isOfNewApp(path: string): boolean
  /** Accounts of AWS that the fleet's clusters are in. */
  readonly accounts: ReadonlySet<string>
  /** The file of code owners that GitHub obeyed before. */
  readonly codeOwners?: string | undefined
  /** Packages that are folders of this repository, by the lockfiles that change. */
  readonly workspaces: ReadonlySet<string>
  /** Names of AWS's resources that leave their template with this change, by type, place and name. */
  namesLeft(): ReadonlyMap<string, LeftName>
  /** The data of a spec, which is never run; `undefined` if it would have to. */
  specData(path: string, text: string): unknown
  /** Apps that use what another app's stack has by a name in AWS, after the change. */
  storeUsers(kind: StoreKind, name: string, environment: string): readonly string[]
  /** Reads a file once for all judges. */
  readonly documents: ReadDocuments
}
export const nothingAround: Around = {
  isOfNewApp: () => false,
  accounts: new Set(),
  workspaces: new Set(),
  namesLeft: () => new Map(),
  specData: () => undefined,
  storeUsers: () => [],
  documents: readYaml,
}

/** The texts of a file before and after; missing if the file is. */
export interface Texts {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly around: Around
}
/** Says what is dangerous in a change of a file of one subject. */
export type FileJudge = (texts: Texts) => readonly FileFound[]

const show = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
/** A value that was one thing and is another. */
export const turned = (at: string, before: unknown, after: unknown) => ({
  at,
  before: show(before),
  after: show(after),
})
