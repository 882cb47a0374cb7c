export { appManifests } from './app-manifests.ts'
export { teamFolder, teamManifests } from './team.ts'
