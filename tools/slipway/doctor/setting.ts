import { isFields, type Fields } from '@slipway/kube'

/**
 * A GET of GitHub's REST API, with all pages of a list; `undefined` for what is not there, or what we may not see.
 * @param path below `repos/OWNER/NAME`, or from the root where it begins with a slash
 */
export type Ask = (path: string) => unknown

type State = 'good' | 'gap' | 'unseen'

export interface Finding {
  readonly code: SettingCode
  readonly state: State
  readonly got: string
}

export type SettingCode =
  | 'pull-request'
  | 'code-owners'
  | 'stale-approvals'
  | 'last-push'
  | 'required-gate'
  | 'forged-gate'
  | 'queue'
  | 'merge-method'
  | 'force-push'
  | 'bypass'
  | 'release-branch'
  | 'release-key'
  | 'renderer-reviewers'
  | 'deploy-environment'
  | 'token-rights'
  | 'approving-actions'
  | 'pinned-actions'
  | 'fork-approval'
  | 'owners-file'
  | 'tag-makers'
  | 'own-runners'

export const objects = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

export const found = (code: SettingCode, isGood: boolean, got: unknown): Finding => ({
  code,
  state: isGood ? 'good' : 'gap',
  got: typeof got === 'string' ? got : JSON.stringify(got ?? null),
})
export const unseen = (code: SettingCode): Finding => ({ code, state: 'unseen', got: 'no answer' })
