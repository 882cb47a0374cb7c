export type { Release } from './changes/bump.ts'
export type { PodPrice } from './changes/resource-impact.ts'
export { largestFile, type ChangedFile, type FileSide } from './files/files.ts'
export type { StoreKind } from './files/file-risk.ts'
export { contractFindings, type ContractScene } from './contracts/contract.ts'
export {
  buildContractProgram,
  contractPrograms,
  findContractProgram,
  type ContractProgram,
} from './contracts/contract-program.ts'
export type { EffectKind } from './effects/row.ts'
export { tooLarge, undecodable } from './read/entity.ts'
export type { ClusterFacts, FleetFacts } from './read/fleet-facts.ts'
export { explain, explainable } from './report/explain/explain.ts'
export { jsonSchema } from './report/json-schema.ts'
export { asHtml, asJson, asMarkdown, asText } from './report/reports.ts'
export { listTables } from './report/explain/tables.ts'
export { inputOf, noReleases, review, type Review, type ReviewInput } from './review.ts'
export { readSettings, settingsFile, type RiskOverride } from './risks/settings.ts'
export { factsOfSettings, locator } from './read/locator.ts'
export { canonical } from './compare/diff.ts'
export { unhashed } from './compare/match.ts'
export { fileGlobs } from './effects/generators.ts'
export { askedSources, type AskedSource } from './sources/asked-sources.ts'
export { hasChart, isHelmRelease } from './sources/helm-release.ts'
export { resolved, type SourceTree } from './sources/source-tree.ts'
export {
  kustomizationPaths,
  reachOf,
  readKustomizations,
  rootsOf,
  type Kustomizations,
} from './sources/kustomization.ts'
export { noRendering, splitRendered, type Rendering } from './sources/rendering.ts'
export {
  unrenderedReason,
  type ChartSource,
  type Source,
  type Unrendered,
  type UnrenderedReason,
} from './sources/source.ts'
export { entitiesOf, type Entity } from './read/entity.ts'
export { readOnce } from './read/documents.ts'
export type { Locate, PathLocation } from './read/path-location.ts'
export { isAtLeast, riskLevels } from './risks/level.ts'
