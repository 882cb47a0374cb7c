/** Exports that load no rule, so that `check` starts at once where nothing changed. */
export { CheckCache, lastClean, rulesHash, schemasHash, type Clean } from './engine/check-cache.ts'
export { workspaceIssues } from './packages/workspaces.ts'
export { validate } from './schemas/kubeconform.ts'
