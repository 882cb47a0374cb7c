export { defaults, type Edition } from './defaults.ts'
export type { ClusterModel, HostModel, Model, TeamModel } from './model.ts'
export { resolveEstate } from './resolve-estate.ts'
export type {
  CalledApp,
  Canary,
  ConfigFile,
  Container,
  EnvVar,
  OutsideHost,
  Port,
  Probes,
  ResolvedApp,
  ResolvedScale,
  SecretRef,
  SidecarContainer,
  Traffic,
  Volume,
  Workload,
} from './resolved-app.ts'
