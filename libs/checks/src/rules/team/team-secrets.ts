import { fenceRule } from '../../objects/fence-rule.ts'

export const teamSecrets = fenceRule('secrets')
