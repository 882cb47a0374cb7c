export { bounded, evaluate, resolved, type Decision } from '../iam/evaluate.ts'
export { stackIssues } from './stack-issues.ts'
