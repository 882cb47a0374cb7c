import { fenceRule } from '../../objects/fence-rule.ts'

export const teamMetadata = fenceRule('metadata')
