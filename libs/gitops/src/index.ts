export { applicationName, applicationNameIssues } from './application-name.ts'
export { argoNamespace, mayDelete } from './argo.ts'
export { gitopsObjects } from './gitops-objects.ts'
export { refusal } from './project.ts'
