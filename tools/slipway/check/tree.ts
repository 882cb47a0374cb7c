import { folderOf, type Issue, type Rendered } from '@slipway/core'
import type { Model } from '@slipway/model'
import type { AppSource } from '@slipway/spec'
import { appScope, type Scope } from '@slipway/tree/light'

export interface Tree {
  readonly hashes: ReadonlyMap<string, string>
  readonly text: (path: string) => string
  /** A hash of all inputs of a folder; `undefined` if unknown. */
  readonly key: (folder: string) => string | undefined
  readonly drift: (scope?: Scope) => readonly Issue[] | Promise<readonly Issue[]>
  readonly files: (folder: string) => readonly Rendered[]
  readonly model: Pick<Model, 'fleet' | 'rejected'>
  readonly apps: number
  readonly sources: readonly AppSource[]
  readonly clusters: number
  /** By which all inputs are known again, where none of them runs code. */
  readonly inputs?: string | undefined
}

/** For Kubernetes files, whose folder names their owner. */
export const noSource = () => undefined

/** The app's own, rendered for it, or made from its own. */
export const isOf = (app: string, files: Tree['files']) => {
  const rendered = appScope(app)
  const own = (file: string): boolean => file.startsWith(`apps/${app}/`)
  return (file: string): boolean =>
    own(file) || rendered(file, noSource) || files(folderOf(file)).some((one) => one.path === file && own(one.source))
}
