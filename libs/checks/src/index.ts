export { checkRendered } from './check-rendered.ts'
export { validate, type Validated, type ValidateInput } from './kubeconform.ts'
export type { Rule } from './rule.ts'
export { rules } from './rules.ts'
