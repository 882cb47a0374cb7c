export { clusterAlertNames } from '../components/alerts.ts'
export { exampleCluster, exampleFleet } from './example-estate.ts'
export { exampleAlerts, exampleRules, runbookPages } from './runbook-pages.ts'
