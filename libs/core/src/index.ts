export { failed, formatIssue, formatIssues, issue, ok, show, sortIssues, type Issue, type Outcome } from './issue.ts'
export { fileName, type KubeMetadata, type KubeObject, type Rendered, type Template } from './kube-object.ts'
export { nearest, suggestion } from './nearest.ts'
export { fieldPath, parse, sound } from './parse.ts'
export {
  appName,
  clusterName,
  envName,
  maxAppName,
  nameProblem,
  teamName,
  type AppName,
  type ClusterName,
  type EnvName,
  type TeamName,
} from './names.ts'
