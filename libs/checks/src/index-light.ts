/** Exports that load no rule, so that `check` starts at once where nothing changed. */
export { CheckCache, lastClean, rulesHash, schemasHash, type Clean } from './engine/check-cache.ts'
export { workspaceIssues } from './packages/workspaces.ts'
export { type Validated, validate } from './schemas/kubeconform.ts'
