export * from './strangers.ts'
export * from './workflow.ts'
