import { fenceRule } from '../../objects/fence-rule.ts'

export const teamTraffic = fenceRule('traffic')
