export { applicationName } from './application-name.ts'
export { gitopsObjects } from './argo-chart.ts'
export { clusterIssues } from './cluster-issues.ts'
export { allowedTo } from './project.ts'
