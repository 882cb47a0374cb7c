export { defineApp, kinds, type AppSpec, type Kind, type MergedSpec, type SpecOf } from './app.ts'
export { calledApp } from './call.ts'
export { withText } from './edit.ts'
export { defineExtra, type Extra, type ExtraContext } from './extra.ts'
export { appJsonSchema } from './json-schema.ts'
export { literalSecret } from './literal-secret.ts'
export { loadEstate, type Estate } from './load.ts'
export { readApp, specNames, type AppReading, type AppSource } from './read-app.ts'
export { inCluster } from './in-cluster.ts'
export type { Health, SidecarSpec } from './pod.ts'
export { specReference } from './reference.ts'
export {
  digest,
  reasonText,
  rejectedFile,
  rejectedName,
  releaseFile,
  type Rejected,
  type ReleaseFile,
} from './release-file.ts'
export type { Scale, Signals } from './scale.ts'
export type { Call, Expose, ReleasePolicy, Sticky } from './traffic.ts'
export { bytes, durationText, millicores, ratio, seconds } from './units.ts'
