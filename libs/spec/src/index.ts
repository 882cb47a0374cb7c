export {
  defineApp,
  kinds,
  type AppSpec,
  type Kind,
  type MergedSpec,
  type PodKind,
  type PodSpec,
  type SpecOf,
} from './shape/app.ts'
export { defaultsFile, defineDefaults } from './shape/defaults.ts'
export { fleetDefaults, type Inherited } from './read/fleet-defaults.ts'
export { calledApp } from './shape/call.ts'
export { hasRequests, mainProtocol, portOf, type Protocol } from './shape/extra-port.ts'
export { defineExtra, type Extra, type ExtraCode, type ExtraContext } from './extra.ts'
export { placementIssues } from './rules/estate-rules.ts'
export { loadEstate, type Estate } from './read/load-estate.ts'
export { readApp, specNames, type AppReading, type AppSource } from './read/read-app.ts'
export { imageApp, repositoryOf } from './read/image-app.ts'
export { inCluster } from './read/in-cluster.ts'
export { askedPort, mainPort, type Question } from './shape/health.ts'
export { withoutQuery } from './shape/field.ts'
export { orderVariables } from './shape/reference.ts'
export { secretParts } from './shape/secret.ts'
export { userOf } from './shape/pod.ts'
export { isBytes, isKept, type VolumeSize } from './shape/state.ts'
export {
  digest,
  reasonText,
  rejectedName,
  releaseFile,
  type Hold,
  type Rejected,
  type ReleaseFile,
} from './shape/release-file.ts'
export type { Signals } from './shape/scale.ts'
export {
  coversPath,
  hostsOf,
  isHostRedirect,
  isWholeHost,
  type Expose,
} from './shape/expose.ts'
export { usualTimeout, type Call } from './shape/traffic.ts'
export { databaseDisk, queueKeep, queueLate, type StoredNeed } from './shape/needs.ts'
export type { BucketNeed, CacheNeed, DatabaseNeed, KeyAttribute, Needs, QueueNeed, TableNeed } from './shape/needs.ts'
export { databaseMemory, type CacheNode, type DatabaseClass } from './shape/machines.ts'
export {
  needVariable,
  regionVariable,
  useVariable,
  queuesOf,
  queueVariable,
  storeVariables,
  urlVariable,
  worksOn,
} from './shape/variables.ts'
export { isOfOwnPlace, isOwnKind, isStored, usedStores, usedThing, type OwnKind, type Uses } from './shape/uses.ts'
export { bytes, durationText, millicores, ratio, seconds } from './shape/units.ts'
