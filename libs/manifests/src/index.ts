export { appManifests } from './app-chart.ts'
export { FolderChart } from './chart/folder-chart.ts'
export { namespaceMetadata } from './chart/namespace-metadata.ts'
export { PlainObject } from './chart/plain-object.ts'
export {
  gateway,
  monitoringNamespace,
  prometheus,
  queueAuthentication,
  secretStore,
  storageClass,
} from './platform-names.ts'
export { secretSpec } from './pod/external-secret.ts'
export { teamFolder, teamManifests } from './team-chart.ts'
