export { applicationNameIssues } from './application-name.ts'
export { gitopsObjects } from './argo-chart.ts'
