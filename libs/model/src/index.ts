export { defaults } from './defaults.ts'
export { editionOf, type EditionChoice } from './edition-of.ts'
export type { ClusterModel, HostModel, HostRoute, Model, TeamModel, StreamModel } from './model.ts'
export type { Port } from './port.ts'
export { volumeName } from './resolve-mounts.ts'
export { resolveEstate, resolveFunctions } from './resolve-estate.ts'
export { resolveUses, type UsedThing } from './resolve-uses.ts'
export type { CorsRules, Edge, Exposure, HeaderChanges, PathRedirect } from './exposure.ts'
export type { ResolvedFunction } from './resolved-function.ts'
export type {
  Canary,
  Container,
  EnvVar,
  OutsideHost,
  Probe,
  Probes,
  ResolvedApp,
  ResolvedScale,
  SecretRef,
  SidecarContainer,
  Slo,
  Start,
  Stream,
  Traffic,
  Volume,
  Workload,
} from './resolved-app.ts'
export { type GroupKind, groupKinds, kindOfText, kindText, teamKinds } from './fence/kinds.ts'
export { containerDefaults } from './fence/container-defaults.ts'
export { countedKinds, mostObjects, mostTeamRules, ruleLimit } from './fence/object-counts.ts'
export { podKinds } from './fence/in-pod.ts'
export { daemonsOf, listNames, podIdentity, secretStoreOf, teamLists, type TeamLists } from './fence/team-lists.ts'
export { privateRangesOf } from './fence/private-ranges.ts'
export { appScrape, proxyScrape, scrapeLimits, scrapeTimes } from './fence/scrapes.ts'
export { environmentKey, needKey, secretRole, secretRoleName } from './secret-key.ts'
