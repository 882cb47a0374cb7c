export { failed, formatIssue, formatIssues, ok, show, sortIssues, type Issue, type Outcome } from './issue.ts'
export { fileName, type KubeMetadata, type KubeObject, type Rendered } from './kube-object.ts'
export { parse } from './parse.ts'
export {
  appName,
  clusterName,
  envName,
  maxAppName,
  nameProblem,
  nearest,
  suggestion,
  teamName,
  type AppName,
  type ClusterName,
  type EnvName,
  type TeamName,
} from './names.ts'
