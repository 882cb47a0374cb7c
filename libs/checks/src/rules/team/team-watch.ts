import { fenceRule } from '../../objects/fence-rule.ts'

export const teamWatch = fenceRule('watch')
